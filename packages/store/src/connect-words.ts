import { type Message, message, render, type Words } from '@vplus/messages';
import { faultOf } from './fault-words.ts';

/** What to do about a server that lets nobody in. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const remedies: Record<string, Message> = {
  '28P01': message('database.remedy-password'),
  '28000': message('database.remedy-pg-hba'),
  '3D000': message('database.remedy-no-database'),
  '42501': message('database.remedy-connect-right'),
  '53300': message('database.remedy-connections'),
  '57P03': message('database.remedy-starting'),
  ECONNREFUSED: message('database.remedy-refused'),
  ENOENT: message('database.remedy-no-socket'),
  ENOTFOUND: message('database.remedy-no-host'),
  EAI_AGAIN: message('database.remedy-look-up'),
  EHOSTUNREACH: message('database.remedy-network'),
  ENETUNREACH: message('database.remedy-network'),
  ETIMEDOUT: message('database.remedy-firewall'),
  SELF_SIGNED_CERT_IN_CHAIN: message('database.remedy-authority'),
  DEPTH_ZERO_SELF_SIGNED_CERT: message('database.remedy-self-signed'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: message('database.remedy-authority'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: message('database.remedy-authority'),
  CERT_HAS_EXPIRED: message('database.remedy-expired'),
  ERR_TLS_CERT_ALTNAME_INVALID: message('database.remedy-name'),
};

/** Of drivers and poolers, which give no code. */
const byWords: [RegExp, Message][] = [
  [/does not support SSL/, message('database.remedy-no-tls')],
  [/timeout expired/, message('database.remedy-firewall')],
  [/unsupported startup parameter/, message('database.remedy-pooler-options')],
  [/no encryption|SSL off/, message('database.remedy-wants-tls')],
];

/** Why a server could not be reached, and what to do. */
export function faultOfConnecting(error: unknown): Words {
  const said = faultOf(error);
  const codes = error instanceof AggregateError ? error.errors : [error];
  const found = codes.map((one) => remedies[(one as { code?: string } | undefined)?.code ?? '']).find(Boolean);
  const remedy = byWords.find(([words]) => words.test(render(said)))?.[1] ?? found;
  return remedy ? message('database.not-reached', { said, remedy }) : said;
}
