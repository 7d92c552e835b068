import type {
  AppToken,
  ClientCredential,
  Exchange,
  Graph,
  GraphApplication,
  GraphReads,
  GraphServicePrincipal,
  SharePoint,
  Vplus,
  VplusReads,
} from '@vplus/clients';
import type { Answer, Choices, UndoChoice, UnwordedRow } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type { Openings } from './additions/application-additions.ts';
import type { SynchronizationMark } from './organization/synchronization-mark.ts';
import type { ReadSeen, TokenSeen } from './proof/seen.ts';

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
  /** The credentials that the organization on vPlus holds. */
  handedOver?: {
    keyIds: string[];
    /** Which of them is the certificate; absent: none, or handed over before this was kept. */
    certificateKeyId?: string;
    appId: string;
    /** null: vPlus does not let us look, a person said so. */
    organizationGuid: string | null;
    at: string;
    /** Who entered them into vPlus; absent: we did. */
    by?: string;
    /** What was synchronized before: it proves nothing of them. Absent: handed over before this was kept. */
    mark?: SynchronizationMark;
  };
  /** Values that a person entered into an organization that was there before: vPlus is asked to sign in with them. */
  trial?: { keyIds: string[]; organizationGuid: string; toldAt: string; mark: SynchronizationMark };
  /** A certificate that vPlus has no field for, offered to a person until then (epoch ms). */
  offeredCertificate?: { keyId: string; until: number };
  /** Which credential was shown to whom, once: by key id. */
  [revealed: `revealed:${string}`]: { at: string; by: string } | undefined;
  /** What a person last told about the task of a step, by step id. */
  answers?: Record<string, { answer: Answer; by: string; at: string }>;
  /** Our proof that these credentials work, and what it was a proof of. */
  proof?: {
    keyIds: string[];
    appId: string;
    grants: string[];
    at: string;
    rows: UnwordedRow[];
    /** Counted, with the refused named; absent in proofs of earlier builds. */
    detail?: Words;
    /** The same, where somebody can do something about it. */
    attention?: Words;
    tokens: TokenSeen[];
    reads: ReadSeen[];
  };
  /** Credentials that vPlus got others instead of: they are removed once it has signed in with those. */
  replaced?: string[];
  /** When a secret was last asked for: until its answer is sealed, one that nobody knows of may be there. */
  secretAskedAt?: string;
  /** A credential that Microsoft went on refusing: it is replaced, although it looks sound. */
  refusedKeyId?: string;
  /** An application of somebody else that was taken over, as it was before: disconnecting gives it back like this. */
  adopted?: {
    objectId: string;
    application: Pick<GraphApplication, 'signInAudience' | 'tags' | 'notes' | 'requiredResourceAccess'> &
      /** Absent: adopted by a build that did not lock it. */
      Partial<Pick<GraphApplication, 'servicePrincipalLockConfiguration'>>;
    /** Absent: not noted at the time, and nothing of it counts as added since. */
    openings?: Openings;
    /** Of the credentials that it had; absent: not noted at the time. */
    keyIds?: string[];
    federated?: string[];
    /** null: it had no identity in the tenant. */
    principal: (Pick<GraphServicePrincipal, 'tags' | 'notes' | 'accountEnabled'> & { isDisabled?: boolean }) | null;
    /** `{resourceId}/{appRoleId}` of what it was granted. */
    grants: string[];
  };
  /**
   * What this connection gave the assistant itself: asked for then, and under which id it is there. Without an id it may
   * be there, since an answer was lost. null: taken back.
   */
  standingAccess?: { askedAt: string; assignmentId?: string } | null;
  /** Object id of the application that was last seen locked. */
  locked?: string;
  /** Object id of an application that is being brought back from the recycle bin: its old credentials have to go. */
  restoring?: string;
  /** The application that a disconnect deleted; null: it was brought back. */
  removed?: { objectId: string; at: string; purged?: boolean } | null;
  /** What SharePoint's legacy authentication was before we turned it on; null: turned back. */
  legacyAuth?: { before: boolean } | null;
  /** When a custom policy was last asked for: until its answer is kept, one whose id nobody knows may be there. */
  exemptionAskedAt?: string;
  /** Our custom policy that exempts the application; null: taken back. `assignedAt`: of the last time that we assigned it. */
  exemption?: { policyId: string; at: string; assignedAt?: string } | null;
  /** As the tenant's root site names it: `https://contoso.sharepoint.com`. */
  sharePointOrigin?: string;
  /** The last synchronization that we saw end well, and with which credentials. */
  synchronized?: { organizationGuid: string; keyIds?: string[]; at: string };
}

/** null forgets. */
export type MemoryPatch = { [K in keyof Memory]?: Memory[K] | null };

/** Sealed values of one run. `null`: not there (never sealed, wiped, or of another run). */
export interface OpenVault {
  open(purpose: string): Promise<string | null>;
}

export interface Vault extends OpenVault {
  seal(purpose: string, value: string): Promise<void>;
  wipe(purpose: string): Promise<void>;
}

/** What a look found out that later looks need: a run that changes something keeps it, a plan and a check do not. */
export interface Learned {
  memory?: MemoryPatch;
  /** What is sealed, by purpose; null wipes. */
  vault?: Record<string, string | null>;
}

/** Everything that a look may use: nothing here changes a tenant, a server or what we keep. */
export interface Readers {
  /** On behalf of the administrator. */
  graph: GraphReads;
  /** Delegated scopes that the on-behalf-of exchange listed as granted; null while there is no token. */
  grantedScopes: string[] | null;
  vplus: VplusReads;
  vault: OpenVault;
  /** Only of a disconnect. */
  undoChoice?: UndoChoice;
  /** Whether the approved plan lists this addition of somebody else; absent: there is no plan, as in a check. */
  mayRemove?(key: string): boolean;
  recall(): Promise<Memory>;
  /** Fresh app-only token of the application that was made. */
  appOnly(input: { clientId: string; credential: ClientCredential; scope: string }): Promise<AppToken>;
  /** Graph with a given app-only token, for the proof. */
  graphAs(accessToken: string): GraphReads;
  sharePointAt(origin: string): SharePoint;
  exchange: Exchange;
  endpoints: { graphScope: string; exchangeScope: string };
  /** As this assistant is registered at Microsoft. */
  assistantClientId: string;
  clock: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
  newId(): string;
}

/** Everything that the steps may use; the API's worker puts it together. */
export interface Services extends Readers {
  graph: Graph;
  vplus: Vplus;
  vault: Vault;
  remember(patch: MemoryPatch): Promise<void>;
}
