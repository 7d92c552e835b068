import { isIP } from 'node:net';
import { Problem } from '@vplus/contracts';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import { callerOf } from './serve.ts';

const common: Partial<Options> = {
  windowMs: 60_000,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  // Its start-up warnings go to the console; what they look for, `trust proxy`, is checked configuration here.
  validate: false,
  handler: () => {
    throw new Problem('rate-limited');
  },
};

/** Per minute and address: keeps one machine from drowning the others. */
export const limitPerAddress = (limit: number): RequestHandler =>
  rateLimit({ ...common, limit, keyGenerator: (req) => ipKeyGenerator(addressOf(req)) });

/**
 * The visitor's address, without the port that some proxies write behind it: every connection has another one, and would
 * have a limit of its own. What is no address at all counts as the proxy that wrote it.
 */
function addressOf({ ip = '', socket }: Request): string {
  const plain = /^\[([^\]]+)\](?::\d+)?$/.exec(ip)?.[1] ?? /^([\d.]+):\d+$/.exec(ip)?.[1] ?? ip;
  return isIP(plain) ? plain : (socket.remoteAddress ?? '');
}

/** Per minute and person: what costs calls to Microsoft, which throttles per tenant and application. */
export const limitPerPerson = (limit: number): RequestHandler =>
  rateLimit({
    ...common,
    limit,
    keyGenerator: (_req, res) => {
      const { tenantId, objectId } = callerOf(res);
      return `${tenantId}/${objectId}`;
    },
  });
