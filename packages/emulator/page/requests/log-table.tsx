import type { TenantView } from '#cloud/control/views.ts';
import type { RequestRecord } from '#cloud/core/service.ts';
import { Soft } from '../ui/text.tsx';
import { LogRow } from './log-row.tsx';

const columns = ['No.', 'Time', 'Service', 'Request', 'Status', 'ms', 'Tenant', 'Fault'];
const limit = 200;

interface LogTableProps {
  requests: RequestRecord[];
  tenants: TenantView[];
}

export function LogTable({ requests, tenants }: LogTableProps) {
  const names = new Map(tenants.map(({ id, displayName }) => [id, displayName]));
  if (requests.length === 0) return <Soft>No request yet.</Soft>;
  return (
    <>
      <Soft>
        {`${requests.length} requests, newest first${requests.length > limit ? `; the last ${limit} are shown` : ''}.`}
      </Soft>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll it. */}
      <section aria-label="Requests" tabIndex={0} className="overflow-x-auto">
        <table className="w-full text-left tabular-nums">
          <thead>
            <tr className="border-b border-line">
              {columns.map((name) => (
                <th key={name} scope="col" className="py-1.5 pr-3 whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {requests
              .slice(-limit)
              .reverse()
              .map((one) => (
                <LogRow key={one.number} request={one} tenant={names.get(one.tenantId ?? '') ?? ''} />
              ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
