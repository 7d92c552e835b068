import type {
  AppToken,
  ClientCredential,
  Exchange,
  Graph,
  GraphApplication,
  GraphServicePrincipal,
  SharePoint,
  Vplus,
} from '@vplus/clients';
import type { Choices } from '@vplus/contracts';
import type { Row } from '@vplus/reconciler';

/** A tenant on a vPlus server. Everything that we create is named after it, never after a run. */
export interface Connection {
  id: string;
  installationId: string;
  tenantId: string;
  tenantName: string;
  primaryDomain: string;
  choices: Choices;
  vplusServer: { id: string; name: string };
}

/** What a connection remembers between runs; JSON, never a secret. */
export interface Memory {
  /** The credential that the organization on vPlus holds. */
  handedOver?: { keyId: string; appId: string; organizationGuid: string; at: string };
  /** Our proof that this credential works, and what it was a proof of. */
  proof?: { keyId: string; appId: string; grants: string[]; at: string; rows: Row[]; attention?: string };
  /** A secret that Microsoft went on refusing: it is replaced, although it looks sound. */
  refusedKeyId?: string;
  /** An application of somebody else that was taken over, as it was before: disconnecting gives it back like this. */
  adopted?: {
    objectId: string;
    application: Pick<GraphApplication, 'signInAudience' | 'tags' | 'notes' | 'requiredResourceAccess'>;
    /** null: it had no identity in the tenant. */
    principal: Pick<GraphServicePrincipal, 'tags' | 'notes' | 'accountEnabled'> | null;
    /** `{resourceId}/{appRoleId}` of what it was granted. */
    grants: string[];
  };
  /** Object id of an application that is being brought back from the recycle bin: its old credentials have to go. */
  restoring?: string;
  synchronized?: { organizationGuid: string; at: string };
}

/** What a person chose for a disconnect beyond the usual; without a word the bin keeps its thirty days. */
export interface UndoChoice {
  /** The name of the organization on vPlus, typed: it is deleted with everything that hangs on it. */
  deleteOrganization?: string;
  /** Empties our application out of the recycle bin, for good. */
  purge?: boolean;
}

/** Sealed values of one run. `null`: not there (never sealed, wiped, or of another run). */
export interface Vault {
  seal(purpose: string, value: string): Promise<void>;
  open(purpose: string): Promise<string | null>;
  wipe(purpose: string): Promise<void>;
}

/** Everything that the steps may use; the API's worker puts it together. */
export interface Services {
  /** On behalf of the administrator. */
  graph: Graph;
  /** Delegated scopes that the on-behalf-of exchange listed as granted; null while there is no token. */
  grantedScopes: string[] | null;
  vplus: Vplus;
  vault: Vault;
  /** Only of a disconnect. */
  undoChoice?: UndoChoice;
  recall(): Promise<Memory>;
  /** null forgets. */
  remember(patch: { [K in keyof Memory]?: Memory[K] | null }): Promise<void>;
  /** Fresh app-only token of the application that was made. */
  appOnly(input: { clientId: string; credential: ClientCredential; scope: string }): Promise<AppToken>;
  /** Graph with a given app-only token, for the proof. */
  graphAs(accessToken: string): Graph;
  sharePointAt(origin: string): SharePoint;
  exchange: Exchange;
  endpoints: { graphScope: string; exchangeScope: string };
  clock: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
  newId(): string;
}
