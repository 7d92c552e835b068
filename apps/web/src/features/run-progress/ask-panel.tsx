import type { Ask, RunView, StepView } from '@vplus/contracts';
import type { ReactNode } from 'react';
import { consentAddress, requestConsent, scopesAlone } from '#lib/consent.ts';
import { useConfig } from '#lib/queries.ts';
import { useSession } from '#lib/session.tsx';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { ByHandScript } from './by-hand-script.tsx';
import { HandIn } from './hand-in.tsx';
import { RoleAsk } from './role-ask.tsx';
import { TaskPanel } from './task-panel.tsx';

interface AskPanelProps {
  ask: Ask;
  step: StepView;
  run: RunView;
  onResume: (() => void) | null;
  resuming: boolean;
}

/** Done in SharePoint, or by whoever looks after the policies: no script of ours does it. */
const byNoScript = ['set-legacy-auth', 'exempt-application'];

/** What a person must do before the step can go on, with the button that does it. */
export function AskPanel({ ask, step, run, onResume, resuming }: AskPanelProps) {
  const again = onResume ? (
    <Button busy={resuming && 'Going on…'} onClick={onResume}>
      Try again
    </Button>
  ) : null;
  return (
    <div className="flex flex-col items-start gap-3 rounded-card bg-warn-soft p-4">
      <p>{ask.text}</p>
      {ask.kind === 'sign-in' ? <SignInAgain run={run} {...(ask.claims ? { claims: ask.claims } : {})} /> : null}
      {ask.kind === 'admin-consent' ? (
        <Approve run={run} {...(ask.alone ? { scopes: ask.missingScopes } : {})}>
          {again}
        </Approve>
      ) : null}
      {ask.kind === 'by-hand' ? (
        <>
          {run.verb === 'connect' && run.planHash && !byNoScript.includes(step.id) ? (
            <ByHandScript run={run} planHash={run.planHash} />
          ) : null}
          {ask.wants === 'secret' && onResume ? <HandIn run={run} /> : null}
          {onResume ? (
            <Button busy={resuming && 'Looking…'} onClick={onResume}>
              Check again
            </Button>
          ) : null}
        </>
      ) : null}
      {ask.kind === 'task' ? <TaskPanel task={ask} stepId={step.id} run={run} /> : null}
      {ask.kind === 'role' ? <RoleAsk ask={ask} step={step} run={run} onResume={onResume} resuming={resuming} /> : null}
    </div>
  );
}

function SignInAgain({ run, claims }: { run: RunView; claims?: string }) {
  return (
    <SignInButton
      request={{
        tenant: run.tenantId,
        returnTo: `/runs/${run.id}`,
        resumeRunId: run.id,
        ...(claims ? { claims } : {}),
      }}
    >
      Sign in and continue
    </SignInButton>
  );
}

function Approve({ run, scopes, children }: { run: RunView; scopes?: string[]; children: ReactNode }) {
  const { tenantId } = useSession();
  const config = useConfig().data;
  if (!config) return null;
  const scope = scopes ? scopesAlone(config, scopes) : config.consentScope;
  const way = { tenant: run.tenantId, returnTo: `/runs/${run.id}`, scope };
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <Button
          look="primary"
          onClick={() =>
            requestConsent(config, tenantId === run.tenantId ? { ...way, resumeRunId: run.id } : way, window)
          }
        >
          Approve
        </Button>
        {children}
      </div>
      <Disclosure summary="Somebody else must approve">
        <CopyableText
          what="approval address"
          value={consentAddress(config, window.location.origin, { tenant: run.tenantId, scope })}
        />
      </Disclosure>
    </>
  );
}
