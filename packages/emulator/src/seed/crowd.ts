import { guidOf } from './guid.ts';
import type { TenantSeed } from './tenant.ts';

/**
 * As many plain tenants as a trial asks for, beside those that have a story: `crowd-1`, `crowd-2` and so on, each
 * with the Global Administrator `ada`, every service, and a directory that shows at once what was written.
 */
export const crowdOf = (size: number): TenantSeed[] =>
  Array.from({ length: size }, (_, index) => {
    const key = `crowd-${index + 1}`;
    return {
      key,
      id: guidOf(`tenants/${key}`),
      displayName: `Crowd ${index + 1}`,
      story: 'One of many alike, for trials with a crowd.',
      people: [
        { login: 'ada', name: 'Ada Admin', roles: ['Global Administrator'] },
        { login: 'erin', name: 'Erin Employee' },
      ],
    };
  });
