import { CalendarCard } from '#lib/calendar-card.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useSession } from '#lib/session.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { ChannelCard } from './channel-card.tsx';
import { NewChannel } from './new-channel.tsx';
import { useChannels } from './use-channels.ts';

/** Where alerts go, for operators. */
export function AlertsPage() {
  return (
    <Page title="Alerts" lead="Who is told when something changes in a tenant, and whether it got there.">
      {useSession().may.includes('manage-alerts') ? <Channels /> : <NotYours />}
    </Page>
  );
}

function Channels() {
  const channels = useChannels();
  return (
    <>
      {channels.isError ? <ProblemNotice error={channels.error} onRetry={channels.refetch} /> : null}
      {channels.isPending ? <Loading what="Looking for the channels…" /> : null}
      {channels.data?.channels.length === 0 ? (
        <Notice kind="attention" title="Nobody is told anything yet">
          <p>Make a channel, and send a test.</p>
        </Notice>
      ) : null}
      {channels.data?.channels.map((channel) => (
        <ChannelCard key={channel.id} channel={channel} />
      ))}
      <NewChannel />
      <CalendarCard tenantId={null} />
    </>
  );
}

const NotYours = () => (
  <Notice kind="info" title="Only operators of this assistant see its channels">
    <p>Ask whoever runs it to be told about your tenant.</p>
  </Notice>
);
