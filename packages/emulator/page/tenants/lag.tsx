import { useTenantChange } from '../data/acting.tsx';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Slider } from '../ui/slider.tsx';
import { Row } from '../ui/text.tsx';
import { lagPresets, lags } from './lags.ts';
import type { TenantProps } from './tenant-props.ts';

export function Lag({ tenant }: TenantProps) {
  const { replication } = tenant.weather;
  const change = useTenantChange(tenant);
  return (
    <Sheet title="How slowly the directory spreads news">
      {lags.map(({ of, label }) => (
        <Slider
          key={of}
          id={`lag-${of}`}
          label={label}
          value={replication[of]}
          max={30_000}
          step={100}
          send={(ms) => change({ weather: { replication: { [of]: ms } } })}
        />
      ))}
      <Row>
        {lagPresets.map(({ name, replication }) => (
          <Button key={name} onClick={() => change({ weather: { replication } })}>
            {name}
          </Button>
        ))}
      </Row>
    </Sheet>
  );
}
