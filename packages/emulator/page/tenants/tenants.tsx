import type { TenantView } from '#cloud/control/views.ts';
import { Tenant } from './tenant.tsx';

const isCurrent =
  'aria-[current]:border-accent aria-[current]:bg-surface aria-[current]:font-semibold aria-[current]:text-accent';

/** All tenants, and the chosen one with its weather; the first where none of this id is there. */
export function Tenants({ tenants, chosen }: { tenants: TenantView[]; chosen: string | undefined }) {
  const tenant = tenants.find(({ id }) => id === chosen) ?? tenants[0];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 md:grid-cols-[13.75rem_minmax(0,1fr)] md:gap-6">
      <nav aria-label="Tenants" className="flex flex-wrap gap-1 self-start md:flex-col">
        {tenants.map(({ id, displayName }) => (
          <a
            key={id}
            href={`#/tenants/${id}`}
            aria-current={id === tenant?.id ? 'page' : undefined}
            className={`rounded-control border-l-3 border-transparent px-3 py-2 ${isCurrent}`}
          >
            {displayName}
          </a>
        ))}
      </nav>
      {tenant && <Tenant key={tenant.id} tenant={tenant} />}
    </div>
  );
}
