import { type ApprovalView, isLive } from '@vplus/contracts';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Moment, Time } from '#ui/time.tsx';

/** The setup is at work, or looks whether it was done elsewhere: it asks for nothing at this moment. */
export const mayAskAgain = ({ state, waiting, run }: ApprovalView): boolean =>
  state === 'open' && !waiting && isLive(run);

/** A link that asks for nothing, and why. */
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
    open: mayAskAgain(approval)
      ? {
          title: 'No approval is needed at this moment',
          text: (
            <>The setup goes on without it for now. If it needs your approval again, this page shows it by itself.</>
          ),
        }
      : {
          title: 'No approval is needed any more',
          text: <>The setup has ended. You do not need to do anything.</>,
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
