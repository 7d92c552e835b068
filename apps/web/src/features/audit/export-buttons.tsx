import { useMutation } from '@tanstack/react-query';
import { exportAudit, exportTenantAudit } from '@vplus/contracts';
import { accessToken } from '#lib/api.ts';
import { addressOf, refusalOf } from '#lib/call.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Button } from '#ui/button.tsx';
import { downloadBlob } from '#ui/download.ts';
import type { Filter } from './use-filter.ts';

type Format = 'jsonl' | 'csv';

interface ExportButtonsProps {
  tenantId: string | undefined;
  filter: Filter;
}

/** What the search found, as a file: with hashes to verify, or for a spreadsheet. */
export function ExportButtons({ tenantId, filter }: ExportButtonsProps) {
  const save = useMutation({
    mutationFn: async (format: Format) => {
      const { path } = tenantId ? exportTenantAudit : exportAudit;
      const response = await fetch(addressOf(path, tenantId ? { tenantId } : {}, { ...filter, format }), {
        headers: { authorization: `Bearer ${await accessToken()}` },
      });
      if (!response.ok) throw await refusalOf(response);
      downloadBlob(`audit.${format}`, await response.blob());
    },
  });
  const busy = (format: Format) => save.isPending && save.variables === format && 'Exporting…';

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-3">
        <Button busy={busy('jsonl')} onClick={() => save.mutate('jsonl')}>
          Export as JSON Lines
        </Button>
        <Button busy={busy('csv')} onClick={() => save.mutate('csv')}>
          Export as CSV
        </Button>
      </div>
      {save.isError ? <ProblemNotice error={save.error} onRetry={() => save.mutate(save.variables)} /> : null}
    </div>
  );
}
