import type { TenantView } from '@vplus/contracts';
import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { HappeningRow } from './happening-row.tsx';
import { type HappeningGroup, happeningGroups, isIn, timeLineOf } from './time-line-of.ts';

/** So many are read at a glance; beyond them there is a filter, and the rest on demand. */
const few = 12;

interface TimeLineProps {
  tenant: TenantView;
  /** Where all of it is, for whoever may read it. */
  log?: string;
}

/** What happened to the tenant, the newest first. */
export function TimeLine({ tenant, log }: TimeLineProps) {
  const [group, setGroup] = useState<HappeningGroup>('all');
  const [whole, setWhole] = useState(false);
  const [detailed, setDetailed] = useState(false);
  const all = timeLineOf(tenant);
  const found = all.filter((one) => isIn(one, group));
  const shown = whole ? found : found.slice(0, few);
  return (
    <Card
      title="What happened"
      aside={
        all.length > 0 ? (
          <Button look="quiet" aria-pressed={detailed} onClick={() => setDetailed(!detailed)}>
            As what and from where
          </Button>
        ) : null
      }
    >
      <div className="flex flex-col gap-4">
        {all.length > few ? <Filter group={group} choose={setGroup} /> : null}
        {found.length === 0 ? (
          <p className="text-muted">{all.length === 0 ? 'Nothing yet.' : 'None of these.'}</p>
        ) : null}
        <ol aria-label="What happened, the newest first" className="flex flex-col divide-y divide-line empty:hidden">
          {shown.map((one) => (
            <HappeningRow key={one.key} happening={one} detailed={detailed} />
          ))}
        </ol>
        {shown.length < found.length ? (
          <Button className="self-start" onClick={() => setWhole(true)}>
            Show {found.length - shown.length} older
          </Button>
        ) : null}
        {log ? (
          <p>
            <TextLink to={log}>Open the audit log of this tenant</TextLink>
          </p>
        ) : null}
      </div>
    </Card>
  );
}

function Filter({ group, choose }: { group: HappeningGroup; choose(group: HappeningGroup): void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset asks for a value that is sent; these only narrow a list
    <div role="group" aria-label="Show" className="flex flex-wrap gap-2 print:hidden">
      {Object.entries(happeningGroups).map(([name, label]) => (
        <Button
          key={name}
          look={name === group ? 'primary' : 'secondary'}
          aria-pressed={name === group}
          onClick={() => choose(name as HappeningGroup)}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
