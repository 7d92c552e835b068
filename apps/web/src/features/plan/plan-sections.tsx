import type { PlannedStep, PlanView } from '@vplus/contracts';
import { checkStates } from '#lib/states.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { downloadJson } from '#ui/download.ts';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Notice } from '#ui/notice.tsx';
import { Status, type Tone } from '#ui/status.tsx';
import { CalendarDay } from '#ui/time.tsx';
import { PermissionList } from './permission-list.tsx';

export function PlanSections({ plan }: { plan: PlanView }) {
  return (
    <>
      {plan.unchanged ? (
        <Notice kind="good" title="Everything is in place already">
          <p>Connecting again would look at everything and change nothing.</p>
        </Notice>
      ) : null}
      <Summary plan={plan} />
      <Checks checks={plan.checks} />
      <Steps steps={plan.steps} />
      <Card title="Permissions of the new application">
        <PermissionList permissions={plan.permissions} />
      </Card>
      <Retired retired={plan.retired} />
    </>
  );
}

function Summary({ plan }: { plan: PlanView }) {
  return (
    <Card
      title="In short"
      aside={
        <Button look="quiet" onClick={() => downloadJson(`plan-${plan.tenant.primaryDomain}.json`, plan)}>
          Download as JSON
        </Button>
      }
    >
      <Facts>
        <FactRow label="Tenant">
          {plan.tenant.name} <span className="text-muted">({plan.tenant.primaryDomain})</span>
        </FactRow>
        <FactRow label="vPlus server">{plan.vplusServer.name}</FactRow>
        <FactRow label="Application">{plan.choices.applicationName}</FactRow>
        <FactRow label="Credential">A client secret, valid for {plan.choices.credential.days} days</FactRow>
      </Facts>
    </Card>
  );
}

function Checks({ checks }: { checks: PlanView['checks'] }) {
  if (checks.length === 0) return null;
  return (
    <Card title="Checks">
      <ul className="flex flex-col divide-y divide-line">
        {checks.map((check) => (
          <li key={check.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="font-medium">{check.title}</span>
              <Status tone={checkStates[check.state].tone}>{checkStates[check.state].word}</Status>
            </span>
            <span className="text-muted">{check.finding}</span>
            {check.remedy ? <span>{check.remedy}</span> : null}
            {check.link ? (
              <a href={check.link} target="_blank" rel="noreferrer" className="text-accent underline">
                Read more
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const actions: Record<PlannedStep['action'], { tone: Tone; word: string }> = {
  make: { tone: 'new', word: 'Will be made' },
  change: { tone: 'change', word: 'Will be changed' },
  keep: { tone: 'ok', word: 'Stays as it is' },
  ask: { tone: 'needs-you', word: 'Needs you' },
  retired: { tone: 'retired', word: 'Retired' },
};

function Steps({ steps }: { steps: PlannedStep[] }) {
  return (
    <Card title="What will be done">
      <ol className="flex flex-col divide-y divide-line">
        {steps.map((step) => (
          <li key={step.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="font-medium">{step.title}</span>
              <Status tone={actions[step.action].tone}>{actions[step.action].word}</Status>
            </span>
            <span className="text-muted">{step.summary}</span>
            {step.calls.length > 0 ? (
              <Disclosure summary="The calls behind it">
                <ul className="flex flex-col gap-1">
                  {step.calls.map((call) => (
                    <li key={call}>
                      <code className="font-mono text-small break-all">{call}</code>
                    </li>
                  ))}
                </ul>
              </Disclosure>
            ) : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Retired({ retired }: { retired: PlanView['retired'] }) {
  if (retired.length === 0) return null;
  return (
    <Card title="On the vendor’s page, but retired by Microsoft">
      <p className="mb-4 text-muted">
        These steps of the manual procedure no longer work. They are not done, and nothing pretends that they were.
      </p>
      <ul className="flex flex-col divide-y divide-line">
        {retired.map((step) => (
          <li key={step.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="font-medium">{step.title}</span>
              <Status tone="retired">
                Retired <CalendarDay day={step.since} />
              </Status>
            </span>
            <span className="text-muted">{step.why}</span>
            <span>Instead: {step.instead}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
