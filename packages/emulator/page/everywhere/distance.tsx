import type { WorldView } from '#cloud/control/views.ts';
import { useWeatherChange } from '../data/acting.tsx';
import { NumberField } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Slider } from '../ui/slider.tsx';
import { ReturnedState } from './returned-state.tsx';

type Weather = WorldView['weather'];

const services: { of: keyof Weather['latencyMs']; label: string }[] = [
  { of: 'identity', label: 'Sign-in' },
  { of: 'graph', label: 'Microsoft Graph' },
  { of: 'sharepoint', label: 'SharePoint' },
  { of: 'exchange', label: 'Exchange' },
  { of: 'vplus', label: 'vPlus' },
];

export function Distance({ weather }: { weather: Weather }) {
  const change = useWeatherChange();
  return (
    <Sheet title="Distance: every answer takes longer by">
      {services.map(({ of, label }) => (
        <Slider
          key={of}
          id={`latency-${of}`}
          label={label}
          value={weather.latencyMs[of]}
          max={3000}
          step={10}
          send={(ms) => change({ latencyMs: { [of]: ms } })}
        />
      ))}
      <NumberField
        id="skew"
        label="Microsoft’s clock is ahead by, seconds"
        value={String(weather.clockSkewSeconds)}
        send={(text) => change({ clockSkewSeconds: Number(text) })}
      />
      <NumberField
        id="backdate"
        label="Tokens begin before their issue by, seconds"
        value={String(weather.tokenBackdateSeconds ?? '')}
        send={(text) => change({ tokenBackdateSeconds: Number(text) })}
      />
      <ReturnedState returned={weather.returnedState ?? null} />
    </Sheet>
  );
}
