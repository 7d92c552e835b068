import type { WorldView } from '#cloud/control/views.ts';
import { Sheets } from '../ui/sheet.tsx';
import { Heading } from '../ui/text.tsx';
import { Distance } from './distance.tsx';
import { VplusNow } from './vplus-now.tsx';
import { VplusServer } from './vplus-server.tsx';

/** The weather that is the same for all tenants. */
export function Everywhere({ world }: { world: WorldView }) {
  return (
    <>
      <Heading>Everywhere</Heading>
      <Sheets>
        <Distance weather={world.weather} />
        <VplusServer weather={world.weather.vplus} fingerprint={world.vplus.fingerprint} />
        <VplusNow vplus={world.vplus} />
      </Sheets>
    </>
  );
}
