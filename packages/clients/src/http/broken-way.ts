import type { BrokenWay, RemoteErrorFields } from '../remote-error.ts';

/** Node's and OpenSSL's codes for a certificate that was not accepted, and ours for a pin that does not match. */
const certificateCodes =
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|INVALID_CA|INVALID_PURPOSE|ERR_TLS_|ERR_SSL_/;
const ways: [BrokenWay, RegExp][] = [
  ['hostname', /^ERR_TLS_CERT_ALTNAME_INVALID$/],
  ['certificate', certificateCodes],
  ['proxy', /^(PROXY_\w+|UND_ERR_ABORTED)$/],
  ['dns', /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/],
  ['connection', /^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EACCES|EPERM)$/],
];

/**
 * Why a request did not arrive, by the codes and addresses in a chain of errors; never by what they say. The errors
 * themselves are not kept: some quote the headers that were sent. A lost line (reset, closed early) breaks no way.
 *
 * Behind an outgoing proxy it is the proxy that is looked up and connected to: whatever names another host or port than
 * the one that was asked for speaks of the proxy. Undici says that a proxy refused a tunnel by UND_ERR_ABORTED, which an
 * abort of ours never reaches here as.
 */
export function brokenWay(error: unknown, url: string): Pick<RemoteErrorFields, 'failure' | 'code' | 'broke'> {
  const chain = chainOf(error);
  const code = chain.map(({ code }) => code).find((one) => typeof one === 'string') as string | undefined;
  if (code === undefined) return { failure: 'unreachable' };
  const told = ways.find(([, codes]) => codes.test(code))?.[0];
  const broke = (told === 'dns' || told === 'connection') && speaksOfAnother(chain, new URL(url)) ? 'proxy' : told;
  const failure = broke === 'certificate' || broke === 'hostname' ? 'certificate' : 'unreachable';
  return { failure, code, ...(broke && { broke }) };
}

type Told = Record<string, unknown>;

/** An error, its causes, and the parts of an error that stands for several tries. */
function chainOf(error: unknown): Told[] {
  if (!(error instanceof Error)) return [];
  const parts = error instanceof AggregateError ? error.errors.flatMap(chainOf) : [];
  return [error as unknown as Told, ...parts, ...chainOf(error.cause)];
}

function speaksOfAnother(chain: Told[], { hostname, port, protocol }: URL): boolean {
  const asked = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  return chain.some(
    (one) =>
      (typeof one.port === 'number' && one.port !== asked) ||
      (typeof one.hostname === 'string' && one.hostname !== hostname),
  );
}
