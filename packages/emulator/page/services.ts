import type { WorldView } from '#cloud/control/views.ts';
import type { Options } from './ui/choice.tsx';

/** The services that the log tells of and that faults can hit, as the log names them. */
export const services: Options<keyof WorldView['weather']['latencyMs']> = {
  identity: 'identity',
  graph: 'graph',
  sharepoint: 'sharepoint',
  exchange: 'exchange',
  vplus: 'vplus',
};
