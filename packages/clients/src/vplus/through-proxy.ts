import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** Milliseconds for a proxy to open the way. */
const patienceMs = 10_000;

/**
 * Opens a tunnel through an HTTP proxy and lets the given connector speak TLS in it: whom we trust is decided behind the
 * proxy, as without one. Undici's own ProxyAgent leaves no room for a connector of ours.
 * https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
export function throughProxy(proxy: string, connect: buildConnector.connector): buildConnector.connector {
  return (target, callback) => {
    tunnelTo(`${target.hostname}:${target.port || '443'}`, new URL(proxy)).then(
      (httpSocket) => connect({ ...target, httpSocket }, callback),
      (error: Error) => callback(error, null),
    );
  };
}

function tunnelTo(path: string, { hostname, port, username, password }: URL): Promise<Socket> {
  const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new Promise((resolve, reject) => {
    const asked = httpRequest({
      // In an address of IPv6 the brackets belong to the URL.
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port || 80,
      method: 'CONNECT',
      path,
      agent: false,
      headers: {
        host: path,
        ...(username && { 'proxy-authorization': `Basic ${Buffer.from(account).toString('base64')}` }),
      },
    });
    const refuse = (code: string) => reject(Object.assign(new Error(`No way through the proxy: ${code}`), { code }));
    asked.setTimeout(patienceMs, () => asked.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    asked.once('connect', ({ statusCode }, socket) => {
      asked.setTimeout(0);
      if (statusCode === 200) return resolve(socket as Socket);
      socket.destroy();
      refuse(`PROXY_${statusCode}`);
    });
    // A proxy that does not know CONNECT answers as to any request.
    asked.once('response', ({ statusCode }) => {
      asked.destroy();
      refuse(`PROXY_${statusCode}`);
    });
    asked.once('error', ({ code }: NodeJS.ErrnoException) => refuse(`PROXY_${code}`));
    asked.end();
  });
}
