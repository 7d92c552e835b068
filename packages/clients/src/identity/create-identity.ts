import type { RemoteErrorFields } from '../remote-error.ts';
import { decodedRoles } from './decoded-roles.ts';
import { exchange } from './exchange.ts';
import type { Identity, IdentityOptions } from './identity.ts';

const ownSignIn = 'POST /token (client-credentials)';

/** An application signed in by itself and was refused: nothing that a person does about a sign-in of theirs helps. */
export const isOwnSignIn = ({ service, operation }: Pick<RemoteErrorFields, 'service' | 'operation'>): boolean =>
  service === 'identity' && operation === ownSignIn;

export function createIdentity(options: IdentityOptions): Identity {
  return {
    async onBehalfOf({ tenantId, assertion, scope, claims, signal }) {
      const { clientId, credential } = options;
      const client = { tenantId, clientId, credential, capabilities: ['cp1'] };
      const description = { operation: 'POST /token (on-behalf-of)', signal, secrets: [assertion] };
      const granted = await exchange(options, client, description, (application, correlationId) =>
        application.acquireTokenOnBehalfOf({
          oboAssertion: assertion,
          scopes: [scope],
          skipCache: true,
          correlationId,
          ...(claims && { claims }),
        }),
      );
      return { ...granted, scopes: granted.scopes.map(shortName) };
    },

    async appOnly({ tenantId, clientId, credential, scope, signal }) {
      const client = { tenantId, clientId, credential, capabilities: [] };
      const description = { operation: ownSignIn, signal, secrets: [] };
      const { accessToken, expiresAt } = await exchange(options, client, description, (application, correlationId) =>
        application.acquireTokenByClientCredential({ scopes: [scope], skipCache: true, correlationId }),
      );
      return { accessToken, expiresAt, roles: decodedRoles(accessToken) };
    },
  };
}

/** `https://graph.microsoft.com/User.Read` and `User.Read` are the same permission. */
function shortName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
}
