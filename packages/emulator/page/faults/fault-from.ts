import type { NewFault } from '#cloud/control/schemas.ts';
import { services } from '../services.ts';
import type { Filled } from '../ui/form.tsx';
import { brokenAnswers, type Effect, type EffectKind } from './effects.ts';

/** The fault that the form describes. What is left empty matches every request. */
export function faultFrom(kind: EffectKind, filled: Filled): NewFault {
  const { text, number, option } = filled;
  const service = option('service', services);
  return {
    match: {
      ...(service && { service }),
      ...(text('method') && { method: text('method') }),
      ...(text('tenant') && { tenantId: text('tenant') }),
      ...(text('path') && { path: text('path') }),
      ...(text('body') && { body: text('body') }),
    },
    nth: number('nth'),
    times: number('times'),
    effect: effectFrom(kind, filled),
  };
}

function effectFrom(kind: EffectKind, { text, number, checked, option }: Filled): Effect {
  const after = checked('after') && { afterEffect: true };
  const retryAfter = text('retry') !== '' && { headers: { 'retry-after': text('retry') } };
  switch (kind) {
    case 'status':
      return { kind, status: number('status'), ...retryAfter, ...after };
    case 'hang':
      return { kind, ms: number('ms'), ...after };
    case 'delay':
      return { kind, ms: number('ms') };
    case 'malformed':
      return { kind, how: option('how', brokenAnswers) ?? 'truncated' };
    default:
      return { kind };
  }
}
