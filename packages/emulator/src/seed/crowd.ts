import { guidOf } from './guid.ts';
import type { TenantSeed } from './tenant.ts';

const lag = { applications: 0, servicePrincipals: 0, grants: 300, credentials: 600, roles: 500, consent: 0 };

/**
 * As many plain tenants as a trial asks for, beside those that have a story: `crowd-1`, `crowd-2` and so on, each
 * with the Global Administrator `ada`, every service, and a directory that is quick to show what is new.
 */
export const crowdOf = (size: number): TenantSeed[] =>
  Array.from({ length: size }, (_, index) => {
    const key = `crowd-${index + 1}`;
    return {
      key,
      id: guidOf(`tenants/${key}`),
      displayName: `Crowd ${index + 1}`,
      story: 'One of many alike, for trials with a crowd.',
      lag,
      people: [
        { login: 'ada', name: 'Ada Admin', roles: ['Global Administrator'] },
        { login: 'erin', name: 'Erin Employee' },
      ],
    };
  });
