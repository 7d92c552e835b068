import type { TenantView } from '#cloud/control/views.ts';
import type { Options } from '../ui/choice.tsx';

export type RefusalPlace = TenantView['weather']['refuse'][number]['at'];

export const refusalPlaces: Options<RefusalPlace> = {
  authorize: 'At the sign-in page',
  adminconsent: 'At admin consent',
  token: 'At any token request',
  'on-behalf-of': 'At on-behalf-of',
  'client-credentials': 'At application tokens',
};
