import type { WorldView } from '#cloud/control/views.ts';
import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Line, Soft } from '../ui/text.tsx';
import { FaultWords } from './fault-words.tsx';

export function FaultList({ faults }: { faults: WorldView['weather']['faults'] }) {
  const act = useAct();
  return (
    <Sheet title="Waiting and spent faults" wide>
      {faults.length === 0 && <Soft>None is set.</Soft>}
      {faults.map((fault) => (
        <Line key={fault.id} text={<FaultWords fault={fault} />}>
          <Button
            aria-label={`Remove fault ${fault.id}`}
            onClick={() => act('The fault is gone.', () => control.removeFault(fault.id))}
          >
            Remove
          </Button>
        </Line>
      ))}
      {faults.length > 1 && <Button onClick={() => act('No fault is set.', control.removeFaults)}>Remove all</Button>}
    </Sheet>
  );
}
