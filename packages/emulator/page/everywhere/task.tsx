import type { WorldView } from '#cloud/control/views.ts';
import { Soft } from '../ui/text.tsx';

type VplusTask = WorldView['vplus']['tasks'][number];

const kinds: Record<VplusTask['kind'], string> = {
  'inventory-sync': 'Synchronization',
  'organization-check': 'Check of the credentials',
};
const colours: Record<VplusTask['state'], string> = {
  QUEUED: '',
  RUNNING: '',
  FINISHED: 'text-ok',
  FAILED: 'text-bad',
  CANCELLED: '',
};

export function Task({ task: { kind, state, progress, statusInfo }, of }: { task: VplusTask; of: string }) {
  return (
    <Soft>
      {kinds[kind]} of {of}: <span className={colours[state]}>{state.toLowerCase()}</span> {progress} % ·{' '}
      {statusInfo ?? ''}
    </Soft>
  );
}
