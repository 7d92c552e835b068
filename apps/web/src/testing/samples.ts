import {
  ClientConfig,
  DisconnectPlanView,
  PlanView,
  Problem,
  type ProblemCode,
  ProblemView,
  RunView,
  SessionView,
  type StepView,
} from '@vplus/contracts';
import { english } from '@vplus/messages/english';

const tenantId = '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d12';
const connectionId = '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d13';
const vplusServer = { id: 'main', name: 'Main' };

export const installation: ClientConfig = ClientConfig.parse({
  productName: 'Microsoft 365 setup',
  clientId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d15',
  authority: 'https://login.example/organizations',
  knownAuthorities: ['login.example'],
  apiScope: 'api://assistant/access',
  loginOrigin: 'https://login.example',
  consentScope: 'https://graph.microsoft.com/.default',
  redirectPath: '/auth',
  consentReturnPath: '/consent-return',
  practice: null,
});

/** Somebody who may do everything in the tenant of the samples. */
export const administrator: SessionView = SessionView.parse({
  person: {
    id: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d14',
    name: 'Adele Vance',
    username: 'adele@contoso.example',
    guest: false,
  },
  tenantId,
  roles: ['global-administrator'],
  operator: false,
  operatorTenant: false,
  may: [
    'read',
    'plan',
    'connect',
    'resume',
    'approve',
    'cancel',
    'verify',
    'check',
    'accept',
    'disconnect',
    'remove-assistant',
    'reveal',
    'calendar',
  ],
  refusal: null,
  vplusServers: [vplusServer],
});

export const stepOf = (change: Partial<StepView> = {}): StepView => ({
  id: 'add-secret',
  title: 'Add a client secret',
  state: 'working',
  startedAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
  facts: [],
  rows: [],
  ...change,
});

export const runOf = (change: Partial<RunView> = {}): RunView =>
  RunView.parse({
    id: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11',
    tenantId,
    tenantName: 'Contoso',
    connectionId,
    vplusServer,
    verb: 'connect',
    state: 'working',
    version: 1,
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    startedBy: 'Adele Vance',
    connected: false,
    unchanged: false,
    steps: [],
    ...change,
  });

export const planOf = (change: Partial<PlanView> = {}): PlanView =>
  PlanView.parse({
    version: 2,
    hash: 'a'.repeat(64),
    madeAt: '2026-01-01T00:00:00Z',
    tenant: { id: tenantId, name: 'Contoso', primaryDomain: 'contoso.example' },
    connectionId,
    vplusServer,
    choices: {
      applicationName: 'vPlus Backup',
      workloads: ['exchange', 'onedrive', 'sharepoint', 'teams'],
      permissionList: 'vendor',
      credential: { kind: 'secret', days: 365 },
      legacyAuth: 'keep',
      deletedApplication: 'restore',
      adoptApplication: null,
      registration: 'api',
      writes: 'assistant',
    },
    limits: {
      credentialKinds: ['secret', 'certificate', 'both'],
      longestDays: { secret: 730, certificate: 730 },
      adoptable: [],
      deletedApplication: null,
    },
    checks: [],
    steps: [],
    permissions: [],
    vendorSteps: [],
    unchanged: false,
    ...change,
  });

export const disconnectPlanOf = (change: Partial<DisconnectPlanView> = {}): DisconnectPlanView =>
  DisconnectPlanView.parse({
    version: 1,
    verb: 'disconnect',
    hash: 'b'.repeat(64),
    madeAt: '2026-01-01T00:00:00Z',
    tenant: { id: tenantId, name: 'Contoso', primaryDomain: 'contoso.example' },
    connectionId,
    vplusServer,
    choices: {},
    adopted: false,
    writes: 'assistant',
    steps: [],
    ...change,
  });

/** A refusal as the API sends it. */
export const problemWith = (code: ProblemCode, change: Partial<ProblemView> = {}): ProblemView => ({
  ...ProblemView.parse({
    ...new Problem(code).toView(),
    title: english[`problem-title.${code}`],
    remedy: english[`problem-remedy.${code}`],
  }),
  ...change,
});
