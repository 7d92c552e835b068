import { faultOf } from './fault-words.ts';

/** What to do about a server that lets nobody in. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const remedies: Record<string, string> = {
  '28P01': 'put the right user and password into it',
  '28000': "the server's pg_hba.conf must let this user in from this machine",
  '3D000': 'make that database, or name one that is there',
  '42501': 'the user needs the right to connect: GRANT CONNECT ON DATABASE … TO …;',
  '53300': 'raise max_connections; each process opens up to 16',
  '57P03': 'the server is starting or stopping: start the assistant again when it is up',
  ECONNREFUSED: 'start the server, or name the host and port that it listens on',
  ENOENT: 'start the server, or name the folder of its socket',
  ENOTFOUND: 'name a host that is there',
  EAI_AGAIN: 'the name of the host cannot be looked up now: see to DNS',
  EHOSTUNREACH: 'see to the network, or name another host',
  ENETUNREACH: 'see to the network, or name another host',
  ETIMEDOUT: 'see to the network and its firewalls, or name another host',
  SELF_SIGNED_CERT_IN_CHAIN: 'name the certificate of its authority: …&sslrootcert=FILE',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'name its certificate: …&sslrootcert=FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'name the certificate of its authority: …&sslrootcert=FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'name the certificate of its authority: …&sslrootcert=FILE',
  CERT_HAS_EXPIRED: "renew the server's certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "name the host by a name that is in the server's certificate",
};

/** Of drivers and poolers, which give no code. */
const byWords: [RegExp, string][] = [
  [/does not support SSL/, 'write sslmode=disable if plain text to it is meant, or switch TLS on at the server'],
  [/timeout expired/, 'see to the network and its firewalls, or name another host'],
  [/unsupported startup parameter/, 'the pooler takes no options: connect to PostgreSQL itself'],
  [/no encryption|SSL off/, 'the server wants TLS: add ?sslmode=verify-full'],
];

/** Why a server could not be reached, and what to do, in one sentence. */
export function wordsOfConnecting(error: unknown): string {
  const said = faultOf(error);
  const codes = error instanceof AggregateError ? error.errors : [error];
  const found = codes.map((one) => remedies[(one as { code?: string } | undefined)?.code ?? '']).find(Boolean);
  const remedy = byWords.find(([words]) => words.test(said))?.[1] ?? found;
  return remedy ? `${said}: ${remedy}` : said;
}
