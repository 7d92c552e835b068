import { useMutation } from '@tanstack/react-query';
import { getScript, type PlanView, ScriptKind } from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { downloadJson, downloadText } from '#ui/download.ts';

const scripts: Record<ScriptKind, string> = {
  powershell: 'PowerShell',
  'm365-cli': 'CLI for Microsoft 365',
  terraform: 'Terraform',
};

/** The plan to keep: as data, on paper, or as a script that does the same by hand. */
export function Exports({ plan }: { plan: PlanView }) {
  const script = useMutation({
    mutationFn: (kind: ScriptKind) =>
      api(getScript, { params: { tenantId: plan.tenant.id, planHash: plan.hash, kind } }),
    onSuccess: ({ fileName, text }) => downloadText(fileName, text),
  });
  return (
    <div id="exports" className="print:hidden">
      <Card title="Keep this plan, or do it by hand">
        <div className="flex flex-col gap-3">
          {script.isError ? (
            <ProblemNotice error={script.error} onRetry={() => script.mutate(script.variables)} />
          ) : null}
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => downloadJson(`plan-${plan.tenant.primaryDomain}.json`, plan)}>
              Download as JSON
            </Button>
            <Button onClick={() => window.print()}>Print</Button>
            {ScriptKind.options.map((kind) => (
              <Button
                key={kind}
                busy={script.isPending && script.variables === kind && 'Writing…'}
                onClick={() => script.mutate(kind)}
              >
                Script: {scripts[kind]}
              </Button>
            ))}
          </div>
          <p className="text-small text-muted">
            Each script does what this plan says, can be run again at any time and holds no secret. Read it before you
            run it.
          </p>
        </div>
      </Card>
    </div>
  );
}
