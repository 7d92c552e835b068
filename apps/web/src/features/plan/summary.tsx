import type { CredentialKind, PlanView } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Exports } from './exports.tsx';

const kinds: Record<CredentialKind, string> = {
  secret: 'A client secret',
  certificate: 'A certificate',
  both: 'A client secret and a certificate',
};

export function Summary({ plan }: { plan: PlanView }) {
  const { tenant, vplusServer, choices, steps, permissions } = plan;
  const asked = permissions.filter(({ state }) => state === 'new').length;
  const granted = permissions.filter(({ state }) => state === 'granted').length;
  const requests = steps
    .flatMap(({ calls }) => calls)
    .filter(({ writes }) => writes)
    .reduce((sum, { times }) => sum + times, 0);
  return (
    <Card title="In short">
      <div className="flex flex-col gap-6">
        <Facts>
          <FactRow label="Tenant">
            {tenant.name} <span className="text-muted">({tenant.primaryDomain})</span>
          </FactRow>
          <FactRow label="vPlus server">{vplusServer.name}</FactRow>
          <FactRow label="Application">{choices.applicationName}</FactRow>
          <FactRow label="Permissions">
            {asked} to grant{granted > 0 ? `, ${granted} granted already` : ''}
          </FactRow>
          <FactRow label="Credential">
            {kinds[choices.credential.kind]}, valid for {choices.credential.days} days
          </FactRow>
          <FactRow label="Requests">
            {requests === 0 ? 'None that writes' : `Up to ${requests} that write, and the looks before and after them`}
          </FactRow>
          <FactRow label="Fingerprint of this plan">
            <CopyableId value={plan.hash} what="fingerprint of this plan" />
          </FactRow>
        </Facts>
        <Exports plan={plan} />
      </div>
    </Card>
  );
}
