import { X509Certificate } from 'node:crypto';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { serverTime } from '../core/clock.ts';
import type { Application } from '../core/world.ts';
import type { Access } from './access.ts';
import { manageApplications } from './application-access.ts';
import { KeyBody } from './application-body.ts';
import { type Asked, param } from './asked.ts';
import { bodyOf } from './body.ts';
import { keyView } from './credential-views.ts';
import { newKey } from './credentials.ts';
import { forWrite, seen, write } from './directory.ts';
import { badRequest, denied } from './refusal.ts';
import type { Route } from './route.ts';

const AddKey = z.strictObject({ keyCredential: KeyBody, passwordCredential: z.null().optional(), proof: z.string() });
const RemoveKey = z.strictObject({ keyId: z.guid(), proof: z.string() });

/** The audience of a proof of possession, whatever the cloud. */
const proofAudience = '00000002-0000-0000-c000-000000000000';

/** An application may rotate its own certificate without any permission: the proof stands for it. */
const withProof: Access = {
  ...manageApplications,
  self: (asked) => seen(asked, 'applications', param(asked, 'application'))?.appId === asked.token.appid,
};

/**
 * Certificates that vouch for each other; the first one comes by an update of `keyCredentials`.
 *
 * https://learn.microsoft.com/graph/application-rollkey-prooftoken
 */
export const applicationKeyRoutes: Route[] = [
  {
    method: 'POST',
    path: 'applications/{application}/addKey',
    access: withProof,
    async handle(asked) {
      const found = forWrite(asked, 'applications', param(asked, 'application'));
      const { keyCredential, proof } = bodyOf(asked.call, 'Application', AddKey);
      await checkProof(asked, found, proof);
      const key = newKey(asked, found, keyCredential);
      write(asked, 'applications', { ...found, keyCredentials: [...found.keyCredentials, key] });
      const context = `${asked.base}/$metadata#microsoft.graph.keyCredential`;
      return { status: 200, body: { '@odata.context': context, ...keyView(key, false) } };
    },
  },
  {
    method: 'POST',
    path: 'applications/{application}/removeKey',
    access: withProof,
    async handle(asked) {
      const found = forWrite(asked, 'applications', param(asked, 'application'));
      const { keyId, proof } = bodyOf(asked.call, 'Application', RemoveKey);
      await checkProof(asked, found, proof);
      const left = found.keyCredentials.filter((key) => key.keyId !== keyId);
      if (left.length === found.keyCredentials.length) throw badRequest('No key credential found with keyId.');
      write(asked, 'applications', { ...found, keyCredentials: left });
      return { status: 204 };
    },
  },
];

/** A token signed by one of the certificates that are there: without one, nothing can be added this way. */
async function checkProof(asked: Asked, application: Application, proof: string): Promise<void> {
  for (const { key } of application.keyCredentials) {
    const { publicKey } = new X509Certificate(Buffer.from(key, 'base64'));
    const options = { audience: proofAudience, issuer: application.id, currentDate: new Date(serverTime(asked.cloud)) };
    const proven = await jwtVerify(proof, publicKey, options).then(
      () => true,
      () => false,
    );
    if (proven) return;
  }
  throw denied('Authentication_MissingOrMalformed', 'Access Token missing or malformed.');
}
