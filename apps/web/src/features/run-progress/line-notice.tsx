import { Notice } from '#ui/notice.tsx';
import { ClockTime } from '#ui/time.tsx';
import type { Standing } from './run-line.ts';

/** Says when what is shown does not come live, and how old it is. */
export function LineNotice({ standing }: { standing: Standing }) {
  if (standing.is === 'live') return null;
  if (standing.is === 'silent')
    return (
      <Notice kind="info" title="The live view is interrupted">
        <p>This page asks every 5 seconds instead. The run goes on by itself.</p>
      </Notice>
    );
  return (
    <Notice
      kind="attention"
      title={
        <>
          Not up to date: this is how it stood at <ClockTime at={standing.since} />
        </>
      }
    >
      <p>The assistant has not answered since. The run goes on by itself, and this page keeps asking.</p>
    </Notice>
  );
}
