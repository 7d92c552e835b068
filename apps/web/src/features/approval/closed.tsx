import type { ApprovalView } from '@vplus/contracts';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Moment, Time } from '#ui/time.tsx';

/** A link that asks for nothing any more, and why. */
export function Closed({ approval }: { approval: ApprovalView }) {
  const { state, tenant, run, madeBy, endedBy, endedAt, expiresAt } = approval;
  const when = endedAt ? <Time at={endedAt} /> : null;
  const words = {
    approved: {
      title: 'This was approved already',
      text: (
        <>
          {endedBy} used this link {when}. It is good for once.
        </>
      ),
    },
    revoked: {
      title: 'This link was taken back',
      text: (
        <>
          {endedBy} took it back {when}.
        </>
      ),
    },
    expired: {
      title: 'This link has expired',
      text: (
        <>
          It was good until <Moment at={expiresAt} />. If the approval is still wanted, ask {madeBy} for a new link.
        </>
      ),
    },
    open: {
      title: 'Nothing waits for your approval any more',
      text: <>The setup went on without it, or was stopped. You need not do anything.</>,
    },
  };
  const { title, text } = words[state];

  return (
    <Page title={title} lead={`It was about connecting ${tenant.name} to a vPlus backup server.`}>
      <Notice kind={state === 'approved' ? 'good' : 'info'} title={title}>
        <p>{text}</p>
      </Notice>
      <p>
        <TextLink to={`/runs/${run.id}`}>See how the setup stands</TextLink>
      </p>
    </Page>
  );
}
