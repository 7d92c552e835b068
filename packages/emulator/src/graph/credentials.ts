import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import type { Application, KeyCredential, PasswordCredential } from '../core/world.ts';
import { checkNewKey, checkNewSecret } from './app-policy.ts';
import type { KeyBody, PasswordBody } from './application-body.ts';
import { type Asked, timestamp } from './asked.ts';
import { badRequest, invalidValue } from './refusal.ts';

/** A new secret of Microsoft's making; two years long unless asked otherwise. */
/** `application` is null for a service principal's own: no policy of applications looks at it. */
export function newSecret(asked: Asked, application: Application | null, body: PasswordBody): PasswordCredential {
  const now = asked.cloud.clock.now();
  const start = body.startDateTime ? Date.parse(body.startDateTime) : now;
  const end = body.endDateTime ? Date.parse(body.endDateTime) : twoYearsAfter(start);
  if (end <= start || end <= now)
    throw badRequest('Password credential end date is invalid.', 'PasswordCredentialsInvalidEndDate');
  if (application) checkNewSecret(asked, application, start, end);
  const secret = `${randomText(3)}8Q~${randomText(34)}`;
  return {
    keyId: asked.cloud.newId(),
    displayName: body.displayName ?? null,
    hint: secret.slice(0, 3),
    startDateTime: timestamp(start),
    endDateTime: timestamp(end),
    customKeyIdentifier: null,
    _secret: secret,
    _createdAt: now,
  };
}

/** The credentials after a write: the list is replaced as a whole; an entry without `key` must name one that is there. */
export function replaceKeys(asked: Asked, application: Application, bodies: KeyBody[]): KeyCredential[] {
  return bodies.map((body) => {
    const kept = application.keyCredentials.find((credential) => credential.keyId === body.keyId);
    if (kept && (!body.key || body.key === kept.key))
      return { ...kept, displayName: body.displayName ?? kept.displayName };
    return newKey(asked, application, body);
  });
}

export function newKey(asked: Asked, application: Application | null, body: KeyBody): KeyCredential {
  if (!body.key) throw badRequest('New key credential values must include the key.', 'KeyCredentialsInvalidKeyValue');
  const certificate = certificateOf(body.key);
  const now = asked.cloud.clock.now();
  const start = body.startDateTime ? Date.parse(body.startDateTime) : certificate.validFromDate.getTime();
  const end = body.endDateTime ? Date.parse(body.endDateTime) : certificate.validToDate.getTime();
  if (end <= start || end <= now || end > certificate.validToDate.getTime()) {
    throw badRequest('Key credential end date is invalid.', 'KeyCredentialsInvalidEndDate');
  }
  if (start < certificate.validFromDate.getTime()) {
    throw badRequest('Key credential start date is invalid.', 'KeyCredentialsInvalidStartDate');
  }
  if (application) checkNewKey(asked, application, start, end);
  return {
    keyId: body.keyId ?? asked.cloud.newId(),
    type: body.type,
    usage: body.usage,
    displayName: body.displayName ?? certificate.subject,
    startDateTime: timestamp(start),
    endDateTime: timestamp(end),
    customKeyIdentifier:
      body.customKeyIdentifier ?? createHash('sha1').update(certificate.raw).digest('hex').toUpperCase(),
    key: body.key,
    _createdAt: now,
  };
}

/** Plain base64 of DER; URL-safe base64 is refused, as Graph does. */
function certificateOf(key: string): X509Certificate {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key)) throw invalidValue('key', 'KeyCredential');
  try {
    return new X509Certificate(Buffer.from(key, 'base64'));
  } catch {
    throw badRequest('Key credential value is not a valid certificate.', 'KeyCredentialsInvalidKeyValue');
  }
}

function twoYearsAfter(start: number): number {
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end.getTime();
}

/** Characters that Microsoft's generated secrets are made of. */
const randomText = (length: number) => randomBytes(length).toString('base64url').slice(0, length).replaceAll('-', '.');
