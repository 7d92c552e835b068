import type { PlannedCall } from '@vplus/contracts';

export const call = (method: PlannedCall['method'], path: string, why: string, times = 1): PlannedCall => ({
  method,
  path,
  why,
  times,
  writes: method !== 'GET',
});

/** A request that changes nothing, also where its method would let one think so. */
export const looking = (method: PlannedCall['method'], path: string, why: string, times = 1): PlannedCall => ({
  ...call(method, path, why, times),
  writes: false,
});
