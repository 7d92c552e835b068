import { longestOrganizationName, type SessionView } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { ByHandChoice } from './by-hand-choice.tsx';
import type { ChoiceProps } from './choice-props.ts';
import { CredentialChoice } from './credential-choice.tsx';
import { EarlierApplicationChoice } from './earlier-application-choice.tsx';
import { PermissionListChoice } from './permission-list-choice.tsx';
import { ServerChoice } from './server-choice.tsx';
import { StandingAccessChoice } from './standing-access-choice.tsx';
import { TypedField } from './typed-field.tsx';
import { WorkloadChoice } from './workload-choice.tsx';

interface ChoicesCardProps extends ChoiceProps {
  settled: boolean;
  servers: SessionView['vplusServers'];
  chooseServer(id: string): void;
}

/** Everything that a person may decide, with the usual already chosen; the plan follows at once. */
export function ChoicesCard({ settled, servers, chooseServer, ...given }: ChoicesCardProps) {
  const { choices, plan, choose } = given;
  const contract = plan.checks.find(({ id }) => id === 'vplus')?.state;
  const moreOpen =
    contract === 'blocked' ||
    choices.registration === 'hand-over' ||
    choices.legacyAuth === 'enable' ||
    choices.writes === 'by-hand';
  return (
    <Card
      title="Your choices"
      aside={
        <span role="status" className="min-h-5 text-small text-muted">
          {settled ? 'Plan up to date' : 'Updating the plan…'}
        </span>
      }
    >
      <div className="flex flex-col gap-6">
        {servers.length > 1 ? (
          <ServerChoice servers={servers} chosen={plan.vplusServer.id} onChoose={chooseServer} />
        ) : null}
        <TypedField
          label="Name of the application"
          hint="Shown among the enterprise applications of your tenant."
          value={choices.applicationName}
          maxLength={120}
          problemWith={(text) => (text.trim() === '' ? 'Enter a name.' : undefined)}
          onSettle={(text) => choose({ applicationName: text.trim() }, true)}
        />
        <EarlierApplicationChoice {...given} />
        <WorkloadChoice {...given} />
        <PermissionListChoice {...given} />
        <CredentialChoice {...given} />
        <StandingAccessChoice {...given} />
        <Disclosure summary="More choices" open={moreOpen}>
          <div className="flex flex-col gap-6">
            <ChoiceGroup legend="SharePoint’s legacy authentication">
              <Choice
                type="radio"
                name="legacy"
                label="Leave it as it is"
                hint="The new application does not need it."
                checked={choices.legacyAuth === 'keep'}
                onChange={() => choose({ legacyAuth: 'keep' })}
              />
              <Choice
                type="radio"
                name="legacy"
                label="Turn it on, as the vendor’s page asks"
                hint="Not recommended. Microsoft blocked what it allowed on 1 May 2026, so turning it on only lowers the security of your tenant. What the assistant turned on, a disconnect turns off again."
                checked={choices.legacyAuth === 'enable'}
                onChange={() => choose({ legacyAuth: 'enable' })}
              />
            </ChoiceGroup>
            <ByHandChoice {...given} />
            <TypedField
              label="Name of the organization on vPlus"
              hint="No two organizations of a vPlus server may have the same name."
              value={choices.organizationName ?? plan.tenant.name}
              maxLength={longestOrganizationName}
              problemWith={(text) => (text.trim() === '' ? 'Give it a name.' : undefined)}
              onSettle={(text) => choose({ organizationName: text.trim() }, true)}
            />
            <ChoiceGroup legend="Registration on vPlus">
              <Choice
                type="radio"
                name="registration"
                label="The assistant adds the organization"
                checked={choices.registration === 'api'}
                onChange={() => choose({ registration: 'api' })}
              />
              <Choice
                type="radio"
                name="registration"
                label="I enter the three values into vPlus myself"
                hint="For a server that the assistant cannot reach or does not support."
                checked={choices.registration === 'hand-over'}
                onChange={() => choose({ registration: 'hand-over' })}
              />
            </ChoiceGroup>
          </div>
        </Disclosure>
      </div>
    </Card>
  );
}
