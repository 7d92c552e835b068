import type { CalendarFeed } from '@vplus/contracts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { Notice } from '#ui/notice.tsx';
import { Day, Time } from '#ui/time.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useCalendarFeeds } from './use-calendar-feeds.ts';

interface CalendarCardProps {
  /** null: all tenants. */
  tenantId: string | null;
  /** Of a tenant that is not, addresses that were made before can be taken back, and none is made. */
  connected?: boolean;
}

/** Private addresses with which a calendar program shows what ends, in one tenant or in all. */
export function CalendarCard({ tenantId, connected = true }: CalendarCardProps) {
  const { feeds, make, revoke } = useCalendarFeeds(tenantId);
  const known = feeds.data?.feeds ?? [];
  // Once it was taken back, an address that is still shown leads nowhere.
  const shown = make.data && known.some(({ id }) => id === make.data.feed.id) ? make.data.address : null;
  if (!connected && known.length === 0 && !feeds.isError) return null;
  return (
    <Card title="Calendar">
      <div className="flex flex-col gap-4">
        {connected ? (
          <p>
            A calendar program can show what ends {tenantId === null ? 'in any tenant' : 'in this tenant'}: credentials,
            acceptances and services that Microsoft retires. Whoever has the address can read these names and dates
            without a sign-in.
          </p>
        ) : (
          <p>The tenant is not connected, so these addresses show nothing. They work again once it is connected.</p>
        )}
        {feeds.isError ? <ProblemNotice error={feeds.error} onRetry={feeds.refetch} /> : null}
        {known.length > 0 ? (
          <ul aria-label="Private addresses" className="flex flex-col divide-y divide-line border-y border-line">
            {known.map((feed) => (
              <Feed key={feed.id} feed={feed} onRevoke={() => revoke.mutate(feed.id)} />
            ))}
          </ul>
        ) : null}
        {revoke.isError ? <ProblemNotice error={revoke.error} /> : null}
        {make.isError ? <ProblemNotice error={make.error} onRetry={() => make.mutate()} /> : null}
        {shown ? (
          <Notice kind="attention" title="Give this address to your calendar program now: it is not shown again">
            <CopyableText value={shown} what="private address" />
            <p>Most programs call it a subscription, or a calendar from the web.</p>
          </Notice>
        ) : null}
        {connected ? (
          <Button className="self-start" busy={make.isPending && 'Making…'} onClick={() => make.mutate()}>
            Make a private address
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

function Feed({ feed: { madeBy, madeAt, lastReadAt }, onRevoke }: { feed: CalendarFeed; onRevoke(): void }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <span className="min-w-0 wrap-anywhere">
        Made by {madeBy} on <Day at={madeAt} />
        <span className="block text-small text-muted">
          {lastReadAt ? (
            <>
              Last read <Time at={lastReadAt} />
            </>
          ) : (
            'Not read yet'
          )}
        </span>
      </span>
      <Confirm trigger="Take back…" title="Take this address back?" action="Take it back" onConfirm={onRevoke}>
        <p>Calendar programs that have it will show nothing new any more. This cannot be undone.</p>
      </Confirm>
    </li>
  );
}
