import type { WorldView } from '#cloud/control/views.ts';
import { Code } from '../ui/text.tsx';
import { effectLabels } from './effects.ts';

/** What a fault does to which request, and how far it has come. */
export function FaultWords({ fault }: { fault: WorldView['weather']['faults'][number] }) {
  const { effect, match, nth, times, _seen: seen, _hit: hit } = fault;
  return (
    <>
      {effectLabels[effect.kind]}
      {effect.kind === 'status' && ` ${effect.status}`} · <Code>{Object.values(match).join(' ') || 'any request'}</Code>
      {` · from number ${nth}, ${times} times · seen ${seen}, hit ${hit}`}
    </>
  );
}
