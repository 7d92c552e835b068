import type { TenantView } from '#cloud/control/views.ts';
import { useTenantChange } from '../data/acting.tsx';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Line, Soft } from '../ui/text.tsx';
import { NewRefusal } from './new-refusal.tsx';
import { refusalPlaces } from './refusal-places.ts';
import type { TenantProps } from './tenant-props.ts';

type Refusal = TenantView['weather']['refuse'][number];

export function Refusals({ tenant }: TenantProps) {
  const { refuse } = tenant.weather;
  const change = useTenantChange(tenant);
  const setAll = (all: Refusal[]) => change({ weather: { refuse: all } });
  return (
    <Sheet title="Refusals of the identity server">
      <Soft>Answer any AADSTS code, so many times or always.</Soft>
      {refuse.map((one, index) => (
        // The same refusal may be there twice, and has no name but its place.
        <Line key={index} text={sentence(one)}>
          <Button
            aria-label={`Remove AADSTS${one.code}`}
            onClick={() => setAll(refuse.filter((other) => other !== one))}
          >
            Remove
          </Button>
        </Line>
      ))}
      <NewRefusal add={(one) => setAll([...refuse, one])} />
    </Sheet>
  );
}

const sentence = ({ code, at, times }: Refusal) =>
  `AADSTS${code} · ${refusalPlaces[at].toLowerCase()} · ${times === null ? 'always' : `${times} more`}`;
