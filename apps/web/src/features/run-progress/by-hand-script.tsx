import { useQuery } from '@tanstack/react-query';
import { getScript, type RunView, ScriptKind } from '@vplus/contracts';
import { useState } from 'react';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { Button } from '#ui/button.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { downloadText } from '#ui/download.ts';

const names: Record<ScriptKind, string> = {
  powershell: 'PowerShell',
  'm365-cli': 'CLI for Microsoft 365',
  terraform: 'Terraform',
};

/** The script of the plan that this run carries out, where the run asks for it. */
export function ByHandScript({ run, planHash }: { run: RunView; planHash: string }) {
  const [kind, setKind] = useState<ScriptKind>('powershell');
  const script = useQuery({
    queryKey: queryKeys.script(run.tenantId, planHash, kind),
    queryFn: ({ signal }) => api(getScript, { params: { tenantId: run.tenantId, planHash, kind }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="flex w-full flex-col gap-3">
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
        <legend className="sr-only">Script</legend>
        {ScriptKind.options.map((option) => (
          <label key={option} className="flex min-h-6 items-center gap-2">
            <input type="radio" name="script" checked={kind === option} onChange={() => setKind(option)} />
            {names[option]}
          </label>
        ))}
      </fieldset>
      {script.isError ? <ProblemNotice error={script.error} onRetry={script.refetch} /> : null}
      {script.data ? (
        <>
          <div>
            <Button look="primary" onClick={() => downloadText(script.data.fileName, script.data.text)}>
              Download the script
            </Button>
          </div>
          <Disclosure summary="Show the script">
            <CopyableText what="script" value={script.data.text} />
          </Disclosure>
        </>
      ) : null}
    </div>
  );
}
