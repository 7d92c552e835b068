import { z } from 'zod';
import type { Answer } from '../core/service.ts';
import type { PasswordCredential } from '../core/world.ts';
import { manageApplications, manageServicePrincipals } from './application-access.ts';
import { PasswordBody } from './application-body.ts';
import { checkLimits } from './application-limits.ts';
import { type Asked, param } from './asked.ts';
import { bodyOf } from './body.ts';
import { passwordView } from './credential-views.ts';
import { newSecret } from './credentials.ts';
import { forWrite, write } from './directory.ts';
import { badRequest } from './refusal.ts';
import type { Route } from './route.ts';

const AddPassword = z.strictObject({ passwordCredential: PasswordBody.nullish() });
const RemovePassword = z.strictObject({ keyId: z.guid() });

export const applicationCredentialRoutes: Route[] = [
  {
    method: 'POST',
    path: 'applications/{application}/addPassword',
    access: manageApplications,
    handle(asked) {
      const found = forWrite(asked, 'applications', param(asked, 'application'));
      const { passwordCredential } = bodyOf(asked.call, 'Application', AddPassword);
      const secret = newSecret(asked, found, passwordCredential ?? {});
      const changed = { ...found, passwordCredentials: [...found.passwordCredentials, secret] };
      checkLimits(changed);
      write(asked, 'applications', changed);
      return shown(asked, secret);
    },
  },
  {
    method: 'POST',
    path: 'applications/{application}/removePassword',
    access: manageApplications,
    handle(asked) {
      const found = forWrite(asked, 'applications', param(asked, 'application'));
      const { keyId } = bodyOf(asked.call, 'Application', RemovePassword);
      write(asked, 'applications', { ...found, passwordCredentials: without(found.passwordCredentials, keyId) });
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: 'servicePrincipals/{servicePrincipal}/addPassword',
    access: manageServicePrincipals,
    handle(asked) {
      const found = forWrite(asked, 'servicePrincipals', param(asked, 'servicePrincipal'));
      const { passwordCredential } = bodyOf(asked.call, 'ServicePrincipal', AddPassword);
      const secret = newSecret(asked, null, passwordCredential ?? {});
      write(asked, 'servicePrincipals', {
        ...found,
        passwordCredentials: [...(found.passwordCredentials ?? []), secret],
      });
      return shown(asked, secret);
    },
  },
  {
    method: 'POST',
    path: 'servicePrincipals/{servicePrincipal}/removePassword',
    access: manageServicePrincipals,
    handle(asked) {
      const found = forWrite(asked, 'servicePrincipals', param(asked, 'servicePrincipal'));
      const { keyId } = bodyOf(asked.call, 'ServicePrincipal', RemovePassword);
      write(asked, 'servicePrincipals', {
        ...found,
        passwordCredentials: without(found.passwordCredentials ?? [], keyId),
      });
      return { status: 204 };
    },
  },
];

/** A new secret with its text, this once. */
function shown(asked: Asked, secret: PasswordCredential): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${asked.base}/$metadata#microsoft.graph.passwordCredential`,
      ...passwordView(secret),
      secretText: secret._secret,
    },
  };
}

function without(secrets: PasswordCredential[], keyId: string): PasswordCredential[] {
  const left = secrets.filter((secret) => secret.keyId !== keyId);
  if (left.length === secrets.length) throw badRequest('No password credential found with keyId.');
  return left;
}
