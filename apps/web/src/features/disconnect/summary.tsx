import type { DisconnectPlanView } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';

/** Whose tenant, on which server, and how much is changed; what goes and what stays the steps say. */
export function Summary({ plan }: { plan: DisconnectPlanView }) {
  const { tenant, vplusServer } = plan;
  return (
    <Card title="Summary">
      <Facts>
        <FactRow label="Tenant">
          {tenant.name} <span className="text-muted">({tenant.primaryDomain})</span>
        </FactRow>
        <FactRow label="Tenant ID">
          <CopyableId value={tenant.id} what="tenant ID" />
        </FactRow>
        <FactRow label="vPlus server">{vplusServer.name}</FactRow>
        <FactRow label="Changes">{changeWords(plan)}</FactRow>
        <FactRow label="Fingerprint of this plan">
          <CopyableId value={plan.hash} what="fingerprint of this plan (SHA-256)" />
        </FactRow>
      </Facts>
    </Card>
  );
}

function changeWords({ steps, writes }: DisconnectPlanView): string {
  const changes = steps.flatMap(({ calls }) => calls).reduce((sum, { times }) => sum + times, 0);
  const byHand = writes === 'by-hand';
  if (changes === 0) return byHand ? 'None by the assistant' : 'None';
  return `Up to ${changes === 1 ? '1 change' : `${changes} changes`}${byHand ? ' by the assistant, on vPlus only' : ''}`;
}
