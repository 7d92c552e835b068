import type { AuditState } from '@vplus/contracts';
import { CopyableId } from '#ui/copyable.tsx';
import { Notice } from '#ui/notice.tsx';
import { Moment } from '#ui/time.tsx';

/** Whether the entries still fit their hashes, as far as this process looked. */
export function ChainNotice({ chain: { verified, problem, cut } }: { chain: AuditState }) {
  if (problem)
    return (
      <Notice kind="bad" title={problem.title}>
        <p>{problem.detail}</p>
        <p>{problem.remedy}</p>
      </Notice>
    );
  return (
    <div className="flex flex-col gap-1 text-small text-muted">
      {verified ? (
        <p className="flex flex-wrap items-center gap-x-1">
          {verified.whole ? 'All entries' : 'The newest entries'} ({verified.entries}) fitted their hashes on{' '}
          <Moment at={verified.at} />. The newest was number {verified.head.number}, hash
          <CopyableId value={verified.head.hash} what="hash" />
        </p>
      ) : (
        <p>The entries are being checked against their hashes.</p>
      )}
      {cut ? (
        <p>
          Entries up to number {cut.number} were deleted on <Moment at={cut.at} />, because they were old.
        </p>
      ) : null}
    </div>
  );
}
