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
      {verified ? <Verified verified={verified} /> : <p>The entries are being checked against their hashes.</p>}
      {cut ? (
        <p>
          Entries up to number {cut.number} were deleted on <Moment at={cut.at} />, because they were old.
        </p>
      ) : null}
    </div>
  );
}

function Verified({ verified: { entries, whole, at, head } }: { verified: NonNullable<AuditState['verified']> }) {
  if (entries === 0)
    return (
      <p>
        When the log was last checked, on <Moment at={at} />, it had no entry.
      </p>
    );
  return (
    <>
      <p>
        {countOf(entries, whole)} on <Moment at={at} />. The newest was number {head.number}.
      </p>
      <p className="flex flex-wrap items-center gap-x-1">
        Its hash: <CopyableId value={head.hash} what="hash" />
      </p>
    </>
  );
}

function countOf(entries: number, whole: boolean): string {
  if (entries === 1) return `${whole ? 'The only entry' : 'The newest entry'} fitted its hash`;
  return `${whole ? 'All' : 'The newest'} ${entries} entries fitted their hashes`;
}
