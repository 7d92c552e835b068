import type { WorldView } from '#cloud/control/views.ts';
import { Sheet } from '../ui/sheet.tsx';
import { Code, Soft } from '../ui/text.tsx';
import { Task } from './task.tsx';

export function VplusNow({ vplus: { organizations, tasks } }: { vplus: WorldView['vplus'] }) {
  const names = new Map(organizations.map(({ guid, name }) => [guid, name]));
  return (
    <Sheet title="What vPlus has now" wide>
      {organizations.length === 0 && <Soft>No Microsoft 365 organization is registered.</Soft>}
      {organizations.map(({ guid, name, tenantId, lastSynchronizedAt }) => (
        <p key={guid} className="mb-2">
          {name}{' '}
          <span className="text-muted">
            <Code>{tenantId}</Code>
          </span>
          {lastSynchronizedAt
            ? ` · synchronized ${new Date(lastSynchronizedAt).toLocaleString()}`
            : ' · never synchronized'}
        </p>
      ))}
      {tasks
        .slice(-10)
        .reverse()
        .map((task) => (
          <Task key={task.guid} task={task} of={names.get(task.organizationGuid) ?? 'a deleted organization'} />
        ))}
    </Sheet>
  );
}
