import { Problem } from '@vplus/contracts';
import type { RequestHandler } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import { addressOf } from './address-of.ts';
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

/** Per minute and private address of a calendar, whoever reads it and from wherever. */
export const limitPerCalendar = (limit: number): RequestHandler =>
  rateLimit({ ...common, limit, keyGenerator: (req) => String(req.params.file) });

/**
 * Per minute and person: what costs calls to Microsoft, which throttles per tenant and application, and what makes the
 * audit log longer.
 */
export const limitPerPerson = (limit: number): RequestHandler =>
  rateLimit({
    ...common,
    limit,
    keyGenerator: (_req, res) => {
      const { tenantId, objectId } = callerOf(res);
      return `${tenantId}/${objectId}`;
    },
  });
