import { z } from 'zod';
import { manageApplications } from './application-access.ts';
import { PasswordBody } from './application-body.ts';
import { passwordView } from './application-entity.ts';
import { checkLimits } from './application-limits.ts';
import { param } from './asked.ts';
import { bodyOf } from './body.ts';
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
      return {
        status: 200,
        body: {
          '@odata.context': `${asked.base}/$metadata#microsoft.graph.passwordCredential`,
          ...passwordView(secret),
          secretText: secret._secret,
        },
      };
    },
  },
  {
    method: 'POST',
    path: 'applications/{application}/removePassword',
    access: manageApplications,
    handle(asked) {
      const found = forWrite(asked, 'applications', param(asked, 'application'));
      const { keyId } = bodyOf(asked.call, 'Application', RemovePassword);
      const left = found.passwordCredentials.filter((secret) => secret.keyId !== keyId);
      if (left.length === found.passwordCredentials.length)
        throw badRequest('No password credential found with keyId.');
      write(asked, 'applications', { ...found, passwordCredentials: left });
      return { status: 204 };
    },
  },
];
