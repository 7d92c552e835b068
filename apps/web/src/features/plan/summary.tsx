import type { CredentialKind, PlanView } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';

const kinds: Record<CredentialKind, string> = {
  secret: 'A client secret',
  certificate: 'A certificate',
  both: 'A client secret and a certificate',
};

export function Summary({ plan }: { plan: PlanView }) {
  const { tenant } = plan;
  return (
    <Card title="Summary">
      <Facts>
        <FactRow label="Tenant">
          {tenant.name} <span className="text-muted">({tenant.primaryDomain})</span>
        </FactRow>
        <FactRow label="Tenant ID">
          <CopyableId value={tenant.id} what="tenant ID" />
        </FactRow>
        {summaryOf(plan).map(({ label, value }) => (
          <FactRow key={label} label={label}>
            {value}
          </FactRow>
        ))}
        <FactRow label="Fingerprint of this plan">
          <CopyableId value={plan.hash} what="fingerprint of this plan (SHA-256)" />
        </FactRow>
      </Facts>
    </Card>
  );
}

/** What the plan comes to. */
function summaryOf(plan: PlanView): { label: string; value: string }[] {
  const { vplusServer, choices } = plan;
  const { kind, days } = choices.credential;
  return [
    { label: 'vPlus server', value: vplusServer.name },
    { label: 'Application', value: choices.applicationName },
    { label: 'Permissions', value: permissionWords(plan) },
    { label: 'Credential', value: `${kinds[kind]}, valid for ${days === 1 ? '1 day' : `${days} days`}` },
    { label: 'Changes', value: changeWords(plan) },
  ];
}

function permissionWords({ permissions, choices }: PlanView): string {
  const asked = permissions.filter(({ state }) => state === 'new').length;
  const granted = permissions.filter(({ state }) => state === 'granted').length;
  const others = permissions.length - asked - granted;
  return [
    `${asked} to grant${choices.writes === 'by-hand' ? ', by you' : ''}`,
    ...(granted > 0 ? [`${granted} granted already`] : []),
    ...(others > 0 ? [`${others} of the vendor’s list not asked for`] : []),
  ].join(', ');
}

function changeWords({ steps, choices }: PlanView): string {
  const changes = steps
    .flatMap(({ calls }) => calls)
    .filter(({ writes }) => writes)
    .reduce((sum, { times }) => sum + times, 0);
  const byHand = choices.writes === 'by-hand';
  if (changes === 0) return byHand ? 'None by the assistant' : 'None';
  return `Up to ${changes === 1 ? '1 change' : `${changes} changes`}${byHand ? ' by the assistant, on vPlus only' : ''}`;
}
