import { useQuery } from '@tanstack/react-query';
import { getVendorSteps, type RunView } from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { VendorSteps } from '#lib/vendor-steps.tsx';

/** What became of each step of the vendor's page in this run. */
export function VendorStepsOfRun({ run }: { run: RunView }) {
  const steps = useQuery({
    queryKey: ['vendor-steps', run.id],
    queryFn: ({ signal }) => api(getVendorSteps, { params: { runId: run.id }, signal }),
  });
  return steps.data ? <VendorSteps steps={steps.data} run={run.steps} /> : null;
}
