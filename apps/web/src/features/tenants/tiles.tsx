import type { TenantPage, TenantState } from '@vplus/contracts';
import { tenantStates } from '#lib/states.ts';
import { Status } from '#ui/status.tsx';

interface TilesProps {
  counts: TenantPage['counts'];
  chosen: TenantState | undefined;
  onChoose(state: TenantState | undefined): void;
}

const shown: TenantState[] = [
  'connected',
  'working',
  'needs-you',
  'unfinished',
  'attention',
  'failing',
  'new',
  'disconnected',
];

/** How the tenants stand, in figures; each narrows the table to itself. */
export function Tiles({ counts, chosen, onChoose }: TilesProps) {
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4 sm:gap-3 xl:grid-cols-8">
      {shown.map((state) => (
        <li key={state}>
          <button
            type="button"
            aria-pressed={chosen === state}
            onClick={() => onChoose(chosen === state ? undefined : state)}
            className="flex h-full w-full flex-wrap items-center justify-between gap-x-2 rounded-card border border-line bg-surface px-3 py-2 text-left text-small hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft sm:flex-col sm:items-start sm:p-4 forced-colors:aria-pressed:outline-3 forced-colors:aria-pressed:outline-[Highlight]"
          >
            <span className="order-last text-title font-semibold tabular-nums sm:order-none sm:text-display">
              {counts[state]}
            </span>
            <Status tone={tenantStates[state].tone}>{tenantStates[state].word}</Status>
          </button>
        </li>
      ))}
    </ul>
  );
}
