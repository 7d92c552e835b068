import { useQuery } from '@tanstack/react-query';
import { getVendorSteps, type RunView } from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { VendorSteps } from '#lib/vendor-steps.tsx';

/** What became of each step of the vendor's page in this run. */
export function VendorStepsOfRun({ run }: { run: RunView }) {
  const steps = useQuery({
    queryKey: queryKeys.vendorSteps(run.id),
    queryFn: ({ signal }) => api(getVendorSteps, { params: { runId: run.id }, signal }),
  });
  return steps.data ? <VendorSteps steps={steps.data} run={run.steps} /> : null;
}
