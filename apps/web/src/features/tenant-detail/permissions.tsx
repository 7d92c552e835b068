import { PermissionState, StepState, type TenantView } from '@vplus/contracts';
import { useDeferredValue, useState } from 'react';
import { PermissionDifference } from '#lib/permission-difference.tsx';
import { stepStates } from '#lib/states.ts';
import { Card } from '#ui/card.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { Status, type Tone } from '#ui/status.tsx';
import { Time } from '#ui/time.tsx';

const planned: Record<PermissionState, { tone: Tone; word: string }> = {
  new: { tone: 'idle', word: 'Missing' },
  granted: { tone: 'ok', word: 'Granted' },
  'left-out': { tone: 'impossible', word: 'Left out' },
  'not-offered': { tone: 'impossible', word: 'Not offered here' },
  covered: { tone: 'ok', word: 'Covered' },
};

/** The store keeps a permission as a plan's or as a step's row. */
function shownAs(state: string): { tone: Tone; word: string } {
  const ofPlan = PermissionState.safeParse(state);
  if (ofPlan.success) return planned[ofPlan.data];
  const ofStep = StepState.safeParse(state);
  if (ofStep.success && ofStep.data === 'pending') return planned.new;
  if (ofStep.success) return ofStep.data === 'done' ? planned.granted : stepStates[ofStep.data];
  return { tone: 'unknown', word: state };
}

export function Permissions({ tenant }: { tenant: TenantView }) {
  const permissions = tenant.connection?.permissions ?? [];
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  if (permissions.length === 0 || tenant.state === 'new' || tenant.state === 'disconnected') return null;
  const found = permissions.filter(({ value, api }) => `${value} ${api}`.toLowerCase().includes(wanted));
  const granted = permissions.filter(({ state }) => shownAs(state).tone === 'ok').length;

  return (
    <Card
      title="Permissions"
      aside={
        <span className="text-small text-muted">
          {granted} of {permissions.length} granted
          {tenant.checkedAt ? (
            <>
              , seen <Time at={tenant.checkedAt} />
            </>
          ) : null}
        </span>
      }
    >
      <div className="flex flex-col gap-3">
        <PermissionDifference tenant={tenant} />
        <SearchField
          label={`Search ${permissions.length} permissions`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Disclosure
          key={String(wanted !== '')}
          open={wanted !== ''}
          summary={wanted ? `${found.length} match` : 'Show all'}
        >
          <ul className="flex flex-col divide-y divide-line">
            {found.map((row) => (
              <li key={row.key} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
                <span className="min-w-0">
                  <code className="font-mono text-small break-all">{row.value}</code>
                  <span className="block text-small text-muted">{row.api}</span>
                </span>
                <Status tone={shownAs(row.state).tone}>{shownAs(row.state).word}</Status>
              </li>
            ))}
          </ul>
        </Disclosure>
        {found.length === 0 ? <p className="text-muted">Nothing matches.</p> : null}
      </div>
    </Card>
  );
}
