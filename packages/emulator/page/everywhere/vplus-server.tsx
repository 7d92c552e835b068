import type { WorldView } from '#cloud/control/views.ts';
import { useWeatherChange } from '../data/acting.tsx';
import { Check } from '../ui/check.tsx';
import { TextField } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Slider } from '../ui/slider.tsx';
import { Code, Soft } from '../ui/text.tsx';

interface VplusServerProps {
  weather: WorldView['weather']['vplus'];
  fingerprint: string;
}

export function VplusServer({ weather, fingerprint }: VplusServerProps) {
  const changeWeather = useWeatherChange();
  const change = (vplus: Partial<VplusServerProps['weather']>) => changeWeather({ vplus });
  return (
    <Sheet title="vPlus server">
      <Check id="vplus-down" label="It does not answer" checked={weather.down} send={(down) => change({ down })} />
      <Check
        id="vplus-strange"
        label="It shows another certificate than before"
        checked={weather.strangeCertificate}
        send={(strangeCertificate) => change({ strangeCertificate })}
      />
      <Check
        id="vplus-unknown"
        label="It is of an unknown version: its paths are others"
        checked={weather.contract === 'unknown'}
        send={(unknown) => change({ contract: unknown ? 'unknown' : 'declared' })}
      />
      <Slider
        id="vplus-sync"
        label="A synchronization takes"
        value={weather.synchronizationMs}
        max={120_000}
        step={500}
        send={(synchronizationMs) => change({ synchronizationMs })}
      />
      <TextField
        id="vplus-fails"
        label="Every synchronization fails with (empty: it succeeds)"
        value={weather.synchronizationFails ?? ''}
        send={(text) => change({ synchronizationFails: text === '' ? null : text })}
      />
      <Soft>
        Certificate, SHA-256: <Code>{fingerprint}</Code>
      </Soft>
    </Sheet>
  );
}
