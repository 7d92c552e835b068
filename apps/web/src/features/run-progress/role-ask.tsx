import type { Ask, RunView, StepView } from '@vplus/contracts';
import { roleNames } from '#lib/role-names.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { useNow } from '#ui/time.tsx';
import { duration } from '#ui/time-words.ts';
import { ApprovalLinks } from './approval-links.tsx';

interface RoleAskProps {
  ask: Extract<Ask, { kind: 'role' }>;
  step: StepView;
  run: RunView;
  /** null: this person may not go on. */
  onResume: (() => void) | null;
  resuming: boolean;
}

/** Something that only another role may do: who can, and the ways to them. */
export function RoleAsk({ ask, step, run, onResume, resuming }: RoleAskProps) {
  const who = (ask.anyOf ?? []).map((role) => roleNames[role]);
  return (
    <>
      {step.detail ? <p>{step.detail}</p> : null}
      {who.length > 0 ? <p className="text-muted">Who can do it: {who.join(', or ')}.</p> : null}
      <PollNotice step={step} />
      {onResume && run.verb === 'connect' ? <ApprovalLinks run={run} /> : null}
      <div className="flex flex-wrap gap-3">
        {onResume ? (
          <Button busy={resuming && 'Checking…'} onClick={onResume}>
            Check again
          </Button>
        ) : null}
        <SignInButton
          look="secondary"
          request={{ tenant: run.tenantId, chooseAccount: true, returnTo: `/runs/${run.id}`, resumeRunId: run.id }}
        >
          Sign in as somebody else
        </SignInButton>
      </div>
      <p className="text-small text-muted">
        If you were given the role just now, sign in again: Microsoft tells us your roles only then, and a new role
        takes up to 15 minutes to work.
      </p>
    </>
  );
}

/** Whether we look by ourselves, and when next. */
function PollNotice({ step: { wait } }: { step: StepView }) {
  const now = useNow();
  if (!wait)
    return (
      <p className="text-muted">
        We do not look by ourselves any more, since the sign-in that was used has ended or a long time has passed. An
        approval goes on at once; after a change in Microsoft’s portal, check again.
      </p>
    );
  const left = wait.nextTry ? Date.parse(wait.nextTry) - now : 0;
  return (
    <p className="text-muted">
      We look from time to time whether it was done elsewhere, for instance in Microsoft’s portal, and go on by
      ourselves. {left > 1000 ? `Next look in ${duration(left)}.` : 'Looking now.'}
    </p>
  );
}
