import { TLSSocket } from 'node:tls';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import type { Transport } from '../ports.ts';
import { throughProxy } from './through-proxy.ts';
import type { VplusTrust } from './vplus.ts';

type Fetch = Transport['fetch'];

/**
 * A fetch that speaks to nobody but the trusted server. Undici's own, since Node's cannot be given a certificate
 * authority for one server, and does not take an agent of another undici than its built-in one.
 */
export function trustedFetch(trust: VplusTrust, systemFetch: Fetch, proxy?: string): Fetch {
  if ('system' in trust && !proxy) return systemFetch;
  const trusting = connectorOf(trust);
  const dispatcher = new Agent({ connect: httpsOnly(proxy ? throughProxy(proxy, trusting) : trusting) });
  return ((url: string, init: object) => undiciFetch(url, { ...init, dispatcher })) as unknown as Fetch;
}

function connectorOf(trust: VplusTrust): buildConnector.connector {
  if ('caPem' in trust) return byAuthority(trust.caPem);
  return 'system' in trust ? buildConnector({ allowH2: false }) : byPin(trust.sha256Fingerprint);
}

function byAuthority(caPem: string): buildConnector.connector {
  return buildConnector({ ca: caPem, allowH2: false });
}

/**
 * Trust in exactly one certificate, whoever signed it, whatever name and dates it carries. TLS alone cannot be told to
 * accept it beforehand, so it accepts any certificate and the socket is handed over only if it is the pinned one:
 * until then nothing of a request has been written. Sessions are not resumed, since those present no certificate.
 */
function byPin(fingerprint: string): buildConnector.connector {
  const pinned = plain(fingerprint);
  const connect = buildConnector({ rejectUnauthorized: false, maxCachedSessions: 0, allowH2: false });
  return (target, callback) => {
    connect(target, (...[error, socket]) => {
      if (error) return callback(error, null);
      const presented = socket instanceof TLSSocket && socket.getPeerX509Certificate()?.fingerprint256;
      if (presented && plain(presented) === pinned) return callback(null, socket);
      socket.destroy();
      callback(notPinned(), null);
    });
  };
}

/** Without TLS there is no certificate to trust, and the log-in would travel in clear. */
function httpsOnly(connect: buildConnector.connector): buildConnector.connector {
  return (target, callback) => {
    if (target.protocol === 'https:') connect(target, callback);
    else callback(notShown(), null);
  };
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toUpperCase();
}

/** Their codes tell what broke; nobody reads their words. */
const notPinned = () =>
  Object.assign(new Error('The server shows another certificate than the pinned one'), { code: 'CERT_NOT_PINNED' });
const notShown = () => Object.assign(new Error('The server is not addressed by https'), { code: 'CERT_NOT_SHOWN' });
