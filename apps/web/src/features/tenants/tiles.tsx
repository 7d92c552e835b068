import type { TenantPage, TenantState } from '@vplus/contracts';
import { tenantStates } from '#lib/states.ts';
import { Status } from '#ui/status.tsx';

interface TilesProps {
  counts: TenantPage['counts'];
  chosen: TenantState | undefined;
  onChoose(state: TenantState | undefined): void;
}

const shown: TenantState[] = ['connected', 'working', 'needs-you', 'attention', 'failing'];

/** How the tenants stand, in figures; each narrows the table to itself. */
export function Tiles({ counts, chosen, onChoose }: TilesProps) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {shown.map((state) => (
        <li key={state}>
          <button
            type="button"
            aria-pressed={chosen === state}
            onClick={() => onChoose(chosen === state ? undefined : state)}
            className="flex w-full flex-col items-start gap-1 rounded-card border border-line bg-surface p-4 text-left hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft"
          >
            <span className="text-display font-semibold">{counts[state]}</span>
            <Status tone={tenantStates[state].tone}>{tenantStates[state].word}</Status>
          </button>
        </li>
      ))}
    </ul>
  );
}
