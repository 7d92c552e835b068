import type { PlanLimits } from '@vplus/contracts';
import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import type { ChoiceProps } from './choice-props.ts';

interface ExemptionChoiceProps extends Pick<ChoiceProps, 'choices' | 'choose'> {
  limits: PlanLimits;
}

/** Only where a policy of the tenant forbids or shortens credentials: lift that for this one application. */
export function ExemptionChoice({ choices, limits: { exemption }, choose }: ExemptionChoiceProps) {
  const exempts = choices.credentialPolicy === 'exempt';
  if (exemption === undefined && !exempts) return null;
  return (
    <ChoiceGroup legend="Your organization’s policy on credentials">
      <Choice
        type="checkbox"
        label="Exempt this one application from it"
        hint={exemption === 'taken' ? taken : hints[choices.writes]}
        checked={exempts}
        disabled={exemption === 'taken'}
        onChange={(event) => choose({ credentialPolicy: event.target.checked ? 'exempt' : 'keep' })}
      />
    </ChoiceGroup>
  );
}

const taken =
  'Not available: the application has a custom policy of somebody else, and can have only one. Ask whoever made that policy.';

const hints = {
  assistant:
    'Lifts only what stands in the way of the credential, for no other application. If this assistant does not have the permission for it yet, you are asked to approve it. A disconnect takes the exemption back.',
  'by-hand': 'No script does this: you, or whoever looks after these policies, exempt the application yourselves.',
};
