import type { WorldView } from '#cloud/control/views.ts';
import { Sheets } from '../ui/sheet.tsx';
import { Heading } from '../ui/text.tsx';
import { FaultList } from './fault-list.tsx';
import { NewFault } from './new-fault.tsx';

export function Faults({ world }: { world: WorldView }) {
  return (
    <>
      <Heading>Faults</Heading>
      <p>A fault hits the request that you describe, as often as you say, and is over.</p>
      <Sheets>
        <NewFault tenants={world.tenants} />
        <FaultList faults={world.weather.faults} />
      </Sheets>
    </>
  );
}
