import { useMutation } from '@tanstack/react-query';
import { getRecord, isDone, type RunView } from '@vplus/contracts';
import { Link } from 'react-router';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Button } from '#ui/button.tsx';
import { downloadJson } from '#ui/download.ts';

/** The record to keep: as a file, or as a page that prints. Of a run that goes on, as it stands now. */
export function RecordActions({ run: { id, verb, state } }: { run: RunView }) {
  const download = useMutation({
    mutationFn: () => api(getRecord, { params: { runId: id } }),
    onSuccess: (record) => downloadJson(`record-${id}.json`, record),
  });
  return (
    <>
      {download.isError ? <ProblemNotice error={download.error} onRetry={() => download.mutate()} /> : null}
      <Button busy={download.isPending && 'Downloading…'} onClick={() => download.mutate()}>
        Download the record
      </Button>
      <Button asChild>
        <Link to={`/runs/${id}/record`}>Show and print the record</Link>
      </Button>
      {verb === 'disconnect' && isDone(state) ? (
        <Button asChild>
          <Link to={`/runs/${id}/certificate`}>Certificate of removal</Link>
        </Button>
      ) : null}
    </>
  );
}
