import type { NewFault } from '#cloud/control/schemas.ts';
import type { Options } from '../ui/choice.tsx';

export type Effect = NewFault['effect'];
export type EffectKind = Effect['kind'];
/** What must be said more about some effects. */
export type EffectPart = 'status' | 'retryAfter' | 'ms' | 'how' | 'afterEffect';

export const effectLabels: Options<EffectKind> = {
  status: 'Answer a status instead',
  refuse: 'Cut the line before it takes effect',
  'cut-after-effect': 'Let it take effect, then cut the line',
  hang: 'Answer nothing for a long time, then cut',
  delay: 'Answer late',
  malformed: 'Answer something broken',
  stale: 'Read as if new objects were not there',
  'token-expired': 'Say that the token has expired',
  'claims-challenge': 'Ask for a fresh sign-in (claims challenge)',
};

export const partsOf: Record<EffectKind, EffectPart[]> = {
  status: ['status', 'retryAfter', 'afterEffect'],
  refuse: [],
  'cut-after-effect': [],
  hang: ['ms', 'afterEffect'],
  delay: ['ms'],
  malformed: ['how'],
  stale: [],
  'token-expired': [],
  'claims-challenge': [],
};

export const brokenAnswers: Options<Extract<Effect, { kind: 'malformed' }>['how']> = {
  truncated: 'JSON that ends midway',
  html: 'An HTML page',
  empty: 'Nothing at all',
  'reset-in-body': 'The line breaks in the body',
};
