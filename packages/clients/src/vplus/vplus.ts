import type { Guarded, Transport } from '../ports.ts';

/** How the server's certificate is trusted: never "verification off". */
export type VplusTrust = { caPem: string } | { sha256Fingerprint: string } | { system: true };

export interface VplusOptions extends Transport, Guarded {
  /** `https://SERVER:8181` */
  origin: string;
  trust: VplusTrust;
  /** An outgoing proxy on the way to the server: `http://user:password@proxy.example:3128`. */
  proxy?: string;
  login: string;
  password: string;
  profile: VplusProfile;
  signal?: AbortSignal;
}

/** The server's contract as data: documented conventions, not confirmed by a live server. Validated at start. */
export interface VplusProfile {
  name: string;
  basePath: string;
  loginPath: string;
  userInfoPath: string;
  organizationsPath: string;
  tasksPath: string;
  syncTaskPath: string;
  /** Which member of the sync body lists the organizations. */
  syncKey: string;
  fields: {
    name: string;
    tenantId: string;
    clientId: string;
    clientSecret: string;
    /** Where the server takes a certificate (PFX, base64) and its password; absent: it takes none. */
    certificate?: string;
    certificatePassword?: string;
    importUsers: string;
    importSites: string;
    description: string;
    lastSynchronized: string;
  };
  /** Members of a task: the organization that it is for, and when it was made (epoch ms). */
  taskFields: { organization: string; created: string };
  states: { finished: string[]; failed: string[]; running: string[] };
}

export interface VplusOrganization {
  guid: string;
  name: string;
  tenantId: string;
  clientId: string;
  description: string | null;
  /** Epoch ms by the server's clock; null: never. */
  lastSynchronizedAt: number | null;
  /** null: the server does not tell. */
  importsUsers: boolean | null;
  importsSites: boolean | null;
}

export interface VplusTask {
  guid: string;
  state: 'running' | 'finished' | 'failed';
  progress: number;
  statusInfo: string | null;
  /** Epoch ms by the server's clock; null: the server does not tell. */
  createdAt: number | null;
}

/** What an organization signs in with: a secret, a certificate (PFX, base64, under a password), or both. null: it is taken away. */
export interface OrganizationCredential {
  clientSecret?: string;
  certificate?: { pfx: string; password: string } | null;
}

/** What of an organization is set; users are always imported unless it says otherwise. */
export interface OrganizationInput extends OrganizationCredential {
  name?: string;
  tenantId?: string;
  clientId?: string;
  description?: string;
  importUsers?: boolean;
  importSites?: boolean;
}

/** What changes nothing on the server. */
export interface VplusReads {
  /** What it was told of the server's contract. */
  profile: VplusProfile;
  /** Log-in, user-info, list: reads only. */
  probe(): Promise<{ login: string; organizations: number }>;
  organizations(): Promise<VplusOrganization[]>;
  task(guid: string): Promise<VplusTask | null>;
  /** Newest first. */
  tasksOf(organizationGuid: string): Promise<VplusTask[]>;
}

/** What changes something there: whoever only looks has none of it. */
export interface VplusWrites {
  createOrganization(input: OrganizationInput & { tenantId: string }): Promise<VplusOrganization>;
  updateOrganization(guid: string, input: OrganizationInput): Promise<void>;
  deleteOrganization(guid: string): Promise<void>;
  synchronize(guid: string): Promise<VplusTask>;
}

export interface Vplus extends VplusReads, VplusWrites {}
