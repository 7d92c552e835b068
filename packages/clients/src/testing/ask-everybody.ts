/**
 * A process of its own, because Node reads NODE_USE_ENV_PROXY and NODE_EXTRA_CA_CERTS at its start: asks each of
 * Microsoft's services once, at the origins in ORIGINS, and prints what came of it.
 */
import { createExchange } from '../exchange/create-exchange.ts';
import { createGraph } from '../graph/create-graph.ts';
import { createIdentity } from '../identity/create-identity.ts';
import { RemoteError } from '../remote-error.ts';
import { createSharePoint } from '../sharepoint/create-share-point.ts';
import { systemTransport } from '../system-transport.ts';

const origins = JSON.parse(process.env.ORIGINS ?? '{}');
const transport = { ...systemTransport(), clock: { now: () => Date.now(), sleep: async () => undefined } };
const tenantId = '3f9e1c52-0000-4000-8000-000000000001';
const credential = { secret: 'a-secret-of-nobody' };

const asks = {
  identity: () =>
    createIdentity({
      ...transport,
      authority: { origin: 'https://login.practice.example', endpointOrigin: origins.identity },
      clientId: tenantId,
      credential,
    }).appOnly({ tenantId, clientId: tenantId, credential, scope: 'https://graph.microsoft.com/.default' }),
  graph: () =>
    createGraph({ ...transport, origin: origins.graph, token: async () => 'a-token' }).applicationById(tenantId),
  sharepoint: () => createSharePoint({ ...transport, origin: origins.sharepoint }).readWeb('a-token'),
  exchange: () =>
    createExchange({ ...transport, origin: origins.exchange }).readInbox('a-token', 'somebody@contoso.example'),
};

const outcomes = Object.entries(asks).map(async ([name, ask]) => {
  const failure = await ask().then(
    () => ({ failure: 'refused' }),
    (error: unknown) => {
      if (!(error instanceof RemoteError)) throw error;
      return error.fields;
    },
  );
  return [name, 'broke' in failure ? failure.broke : failure.failure === 'refused' ? 'answered' : failure.failure];
});
process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(outcomes))));
