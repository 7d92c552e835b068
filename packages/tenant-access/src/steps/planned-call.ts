import type { UnwordedCall } from '@vplus/contracts';
import type { Words } from '@vplus/messages';

export const call = (method: UnwordedCall['method'], path: string, why: Words, times = 1): UnwordedCall => ({
  method,
  path,
  why,
  times,
  writes: method !== 'GET',
});

/** A request that changes nothing, also where its method would let one think so. */
export const looking = (method: UnwordedCall['method'], path: string, why: Words, times = 1): UnwordedCall => ({
  ...call(method, path, why, times),
  writes: false,
});
