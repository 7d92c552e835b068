import {
  type AddressGuard,
  type AppToken,
  createAddressGuard,
  createExchange,
  createGraph,
  createIdentity,
  createSharePoint,
  createVplus,
  type DelegatedToken,
  type Exchange,
  type Graph,
  type GraphOptions,
  type Guarded,
  type Identity,
  RemoteError,
  type SharePoint,
  type Transport,
  type Vplus,
} from '@vplus/clients';
import { lacksScope } from '@vplus/tenant-access';
import type { Settings } from './env.ts';
import type { VplusServer } from './vplus-servers.ts';

/** The remote systems as this deployment reaches them. */
export interface Outside {
  clock: Transport['clock'];
  fetch: Transport['fetch'];
  identity: Identity;
  /** As registered at Microsoft: the assistant itself. */
  assistantClientId: string;
  /** A fresh token of the assistant itself for Microsoft Graph in this tenant, with nobody signed in. */
  ownToken(tenantId: string, signal: AbortSignal): Promise<AppToken>;
  graphWith(token: () => Promise<string>, signal: AbortSignal, run?: Guarded & Pick<GraphOptions, 'heldBack'>): Graph;
  vplusAt(server: VplusServer, signal: AbortSignal, guard?: Guarded): Vplus;
  sharePointAt(origin: string, signal: AbortSignal): SharePoint;
  exchange(signal: AbortSignal): Exchange;
  /** Where alerts may be sent. */
  addresses: AddressGuard;
  scopes: { graph: string; exchange: string };
}

export function createOutside(settings: Settings, transport: Transport): Outside {
  const { graphOrigin, exchangeOrigin, clientId, credential } = settings;
  const identity = createIdentity({ ...transport, authority: settings.identityServer, clientId, credential });
  const scopes = { graph: `${graphOrigin}/.default`, exchange: `${exchangeOrigin}/.default` };
  return {
    clock: transport.clock,
    fetch: transport.fetch,
    identity,
    assistantClientId: clientId,
    ownToken: (tenantId, signal) => identity.appOnly({ tenantId, clientId, credential, scope: scopes.graph, signal }),
    graphWith: (token, signal, run) => createGraph({ ...transport, ...run, origin: graphOrigin, token, signal }),
    vplusAt: ({ origin, trust, proxy, login, password, profile }, signal, guard) =>
      createVplus({ ...transport, ...guard, origin, trust, ...(proxy && { proxy }), login, password, profile, signal }),
    sharePointAt: (origin, signal) => createSharePoint({ ...transport, origin, signal }),
    exchange: (signal) => createExchange({ ...transport, origin: exchangeOrigin, signal }),
    addresses: createAddressGuard(settings.alertInsideAddresses),
    scopes,
  };
}

/** What the directory calls the person of a delegated token; null: a partner's technician has no user object. */
export async function userTypeOf(
  outside: Outside,
  { accessToken, scopes }: DelegatedToken,
  signal = AbortSignal.timeout(30_000),
): Promise<string | null> {
  if (lacksScope(scopes, 'User.Read')) return null;
  const graph = outside.graphWith(async () => accessToken, signal);
  return graph.me().then(
    ({ userType }) => userType,
    (error: unknown) => {
      if (error instanceof RemoteError && (error.fields.status === 404 || error.fields.status === 403)) return null;
      throw error;
    },
  );
}
