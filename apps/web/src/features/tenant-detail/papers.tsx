import { isDone, type TenantView } from '@vplus/contracts';
import { TextLink } from '#ui/text-link.tsx';

/** What of a tenant can be printed. */
export function Papers({ tenant: { id, runs, state } }: { tenant: TenantView }) {
  const removal = runs.find((run) => run.verb === 'disconnect' && isDone(run.state));
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 print:hidden">
      <TextLink to={`/tenants/${id}/report`}>Report to print</TextLink>
      {state === 'disconnected' && removal ? (
        <TextLink to={`/runs/${removal.id}/certificate`}>Certificate of removal</TextLink>
      ) : null}
    </p>
  );
}
