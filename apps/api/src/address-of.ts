import { isIP } from 'node:net';
import type { Request } from 'express';

/**
 * The visitor's address, without the port that some proxies write behind it: every connection has another one, and would
 * have a limit of its own. What is no address at all counts as the proxy that wrote it.
 */
export function addressOf({ ip = '', socket }: Request): string {
  const plain = /^\[([^\]]+)\](?::\d+)?$/.exec(ip)?.[1] ?? /^([\d.]+):\d+$/.exec(ip)?.[1] ?? ip;
  return isIP(plain) ? plain : (socket.remoteAddress ?? '');
}
