import type { ProblemCode, ProblemView } from '@vplus/contracts';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { Button } from '#ui/button.tsx';
import { Notice } from '#ui/notice.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { problemOf } from './api-problem.ts';
import { helperWords } from './helper-words.ts';
import { useAccount } from './queries.ts';
import { RetryAt } from './retry-at.tsx';
import { SignInButton } from './sign-in-button.tsx';
import { TechnicalDetails } from './technical-details.tsx';

type WayOut = 'retry' | 'sign-in' | 'other-account' | 'approve' | 'open-run' | 'none';

/** What the person can do here about each problem; a new problem does not compile until it has its row. */
const wayOut: Record<ProblemCode, WayOut> = {
  'not-found': 'none',
  'sign-in-required': 'sign-in',
  'sign-in-again': 'sign-in',
  'server-clock-wrong': 'retry',
  'guest-refused': 'other-account',
  'role-missing': 'none',
  'assistant-not-approved': 'approve',
  'input-invalid': 'none',
  'body-too-large': 'none',
  'headers-too-large': 'none',
  'request-too-slow': 'retry',
  'media-type-unsupported': 'none',
  'rate-limited': 'retry',
  'run-already-active': 'open-run',
  'run-finished': 'none',
  'plan-changed': 'retry',
  'removed-meanwhile': 'retry',
  'approval-not-needed': 'none',
  'approval-used': 'none',
  'approval-expired': 'none',
  'approval-revoked': 'none',
  'nothing-to-undo': 'none',
  'remove-by-hand': 'retry',
  'policy-by-hand': 'retry',
  'alert-channel-off': 'none',
  'alert-channel-kind': 'none',
  'alert-address-inside': 'none',
  'alert-address-not-secure': 'none',
  'organization-name-differs': 'none',
  'credential-not-ours': 'none',
  'finding-resolved': 'none',
  'nothing-to-check': 'none',
  'nothing-to-show': 'none',
  'already-shown': 'none',
  'no-such-task': 'none',
  'vplus-server-unknown': 'none',
  'vplus-unreachable': 'retry',
  'vplus-certificate': 'retry',
  'vplus-proxy': 'retry',
  'vplus-dns': 'retry',
  'vplus-login': 'retry',
  'vplus-forbidden': 'retry',
  'vplus-limit': 'retry',
  'vplus-contract': 'retry',
  'vplus-refused': 'retry',
  'inventory-sync-failed': 'retry',
  'microsoft-busy': 'retry',
  'microsoft-unreachable': 'retry',
  'microsoft-certificate': 'retry',
  'microsoft-hostname': 'retry',
  'microsoft-proxy': 'retry',
  'microsoft-dns': 'retry',
  'microsoft-connection': 'retry',
  'microsoft-refused': 'retry',
  'microsoft-spreading': 'retry',
  'consent-refused': 'approve',
  'consent-blocked-by-policy': 'approve',
  'account-not-in-tenant': 'other-account',
  'work-account-needed': 'other-account',
  'not-assigned': 'retry',
  'tenant-access-blocked': 'retry',
  'conditional-access-blocked': 'sign-in',
  'account-risky': 'other-account',
  'sign-in-link-used': 'sign-in',
  'sign-in-elsewhere': 'sign-in',
  'too-many-attempts': 'retry',
  'service-not-in-tenant': 'retry',
  'service-disabled': 'retry',
  'licence-missing': 'retry',
  'directory-full': 'retry',
  'policy-forbids-application': 'retry',
  'secret-wrong': 'retry',
  'secret-expired': 'retry',
  'certificate-mismatch': 'retry',
  'application-gone': 'retry',
  'application-disabled': 'retry',
  'application-blocked': 'retry',
  'tenant-unknown': 'other-account',
  'tenant-in-other-cloud': 'none',
  'policy-forbids-secret': 'retry',
  'secret-lifetime': 'retry',
  'tenant-gone': 'none',
  'application-in-bin': 'retry',
  'assistant-misconfigured': 'none',
  'storage-unavailable': 'retry',
  'audit-broken': 'none',
  unexpected: 'retry',
};

interface ProblemNoticeProps {
  error: unknown;
  onRetry?: () => void;
  retryLabel?: string;
  /** Only reads are asked for: what passes by itself is tried again without a click. */
  retriesItself?: boolean;
  /** The run that met the problem. */
  runId?: string;
  /** Where the sign-in that this notice may offer leads, and the run that waits for it; otherwise back here. */
  way?: { returnTo: string; resumeRunId?: string };
}

/** Every refusal, everywhere: what happened, what to do, the way out, and the details one click away. */
export function ProblemNotice({
  error,
  onRetry,
  retryLabel = 'Try again',
  retriesItself,
  runId,
  way,
}: ProblemNoticeProps) {
  const problem = problemOf(error);
  const { pathname, search } = useLocation();
  const account = useAccount().data;

  const ways: Record<WayOut, ReactNode> = {
    none: null,
    retry: onRetry ? <Button onClick={onRetry}>{retryLabel}</Button> : null,
    'sign-in': (
      <SignInButton
        request={{
          ...(account ? { tenant: account.tenantId } : {}),
          ...(problem.claims ? { claims: problem.claims } : {}),
          ...(way ?? { returnTo: pathname + search }),
        }}
      >
        Sign in again
      </SignInButton>
    ),
    'other-account': (
      <SignInButton request={{ chooseAccount: true, ...(way ?? { returnTo: pathname + search }) }}>
        Use another account
      </SignInButton>
    ),
    approve: <TextLink to="/connect">Go to the approval</TextLink>,
    'open-run': problem.runId ? <TextLink to={`/runs/${problem.runId}`}>Open that run</TextLink> : null,
  };

  return (
    <Notice kind={isNormal(problem.code) ? 'info' : 'bad'} title={problem.title} actions={ways[wayOut[problem.code]]}>
      <WhatWasSaid problem={problem} />
      {problem.differences ? (
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {problem.differences.map((difference) => (
            <li key={difference} className="break-words">
              {difference}
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        {problem.helper && problem.status !== 0 ? `${helperWords[problem.helper]} ` : ''}
        {problem.remedy}
      </p>
      {retriesItself && onRetry && problem.status === 503 ? (
        <RetryAt key={problem.traceId} onRetry={onRetry} askedSeconds={problem.retryAfterSeconds} />
      ) : null}
      {problem.fields?.map((field) => (
        <p key={field.path} className="text-small">
          {field.path}: {field.message}
        </p>
      ))}
      <TechnicalDetails problem={problem} {...(runId ? { runId } : {})} />
    </Notice>
  );
}

/** Signing in once more, with a second factor for example, is part of an ordinary day. */
const isNormal = (code: ProblemCode): boolean => code === 'sign-in-required' || code === 'sign-in-again';

/** The remote's own words tell more than ours, except about a sign-in: those are for support. */
function WhatWasSaid({ problem }: { problem: ProblemView }) {
  if (wayOut[problem.code] === 'sign-in') return null;
  const quoted = problem.remote?.message;
  return (
    <>
      {problem.detail ? <p>{problem.detail}</p> : null}
      {quoted ? <blockquote className="border-l-2 border-edge pl-3 text-muted">{quoted}</blockquote> : null}
    </>
  );
}
