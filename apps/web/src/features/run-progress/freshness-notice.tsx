import { Notice } from '#ui/notice.tsx';
import { ClockTime } from '#ui/time.tsx';
import type { Freshness } from './live-view.ts';

/** Says when the run is not shown live, and how old the view is. */
export function FreshnessNotice({ freshness }: { freshness: Freshness }) {
  if (freshness.is === 'live') return null;
  if (freshness.is === 'silent')
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
          Not up to date: this is how it stood at <ClockTime at={freshness.since} />
        </>
      }
    >
      <p>The assistant has not answered since. The run goes on by itself, and this page keeps asking.</p>
    </Notice>
  );
}
