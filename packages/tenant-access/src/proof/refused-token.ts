import { meaningOf, named, signInRefusal } from '@vplus/contracts/refusals';
import { message, sentences } from '@vplus/messages';
import { isPassing, refusalIn } from './attempt.ts';
import type { Refused } from './reading.ts';

/** The service is not in this tenant, or is switched off: numbers that say nothing of the application. */
const aboutService = new Set([500011, 500014, 650052, 650054]);

/**
 * What the refusal of a token means for one service. `alone`: no other token shows that application, credential and
 * tenant are sound, so a refusal that speaks of these is thrown on; so is one that will pass, for whoever waits.
 */
export function refusedToken(error: unknown, api: string, alone: boolean): Refused {
  const fields = refusalIn(error);
  const known = signInRefusal(fields.aadsts);
  const isService = fields.aadsts?.some((number) => aboutService.has(number)) ?? false;
  if (isPassing(fields) || (alone && known && !isService)) throw error;
  const { status = 0 } = fields;
  const [number] = fields.aadsts ?? [];
  const code = number ? `AADSTS${number}` : (fields.code ?? String(status));
  const meaning = known && meaningOf(known, { application: true, ageMs: Number.POSITIVE_INFINITY });
  const why = meaning ? [message('proof.why', { title: named(meaning, { service: api }).title })] : [];
  return {
    is: 'refused',
    status,
    code,
    note: sentences(message('proof.no-token', { api, code }), ...why),
    final: isService,
  };
}
