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
      title: 'This was already approved',
      text: (
        <>
          {endedBy} used this link {when}. This link works once.
        </>
      ),
    },
    revoked: {
      title: 'This link was revoked',
      text: (
        <>
          {endedBy} revoked it {when}.
        </>
      ),
    },
    expired: {
      title: 'This link has expired',
      text: (
        <>
          It expired on <Moment at={expiresAt} />. If the approval is still needed, ask {madeBy} for a new link.
        </>
      ),
    },
    open: {
      title: 'No approval is needed any more',
      text: <>The setup continued without it, or was stopped. You do not need to do anything.</>,
    },
  };
  const { title, text } = words[state];

  return (
    <Page title={title} lead={`It was about connecting ${tenant.name} to a vPlus backup server.`}>
      <Notice kind={state === 'approved' ? 'good' : 'info'} title={title}>
        <p>{text}</p>
      </Notice>
      <p>
        <TextLink to={`/runs/${run.id}`}>Show the setup</TextLink>
      </p>
    </Page>
  );
}
