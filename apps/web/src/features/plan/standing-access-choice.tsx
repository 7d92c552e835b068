import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import type { ChoiceProps } from './choice-props.ts';

/** What the assistant itself may do in the tenant while nobody is signed in; the lowest unless somebody chooses more. */
export function StandingAccessChoice({ choices, choose }: Pick<ChoiceProps, 'choices' | 'choose'>) {
  const looks = choices.standingAccess === 'look';
  return (
    <ChoiceGroup
      legend="Access between sign-ins"
      hint={`For the daily check. It is given to this assistant, not to the application for vPlus. ${
        choices.writes === 'by-hand' ? 'You give it, and you take it back.' : 'A disconnect takes it back.'
      }`}
    >
      <Choice
        type="radio"
        name="standing"
        label="None"
        hint="No permission. The daily check looks at vPlus, and at the ends of credentials that are known. What somebody changes in Microsoft Entra ID is found only by a check that an administrator starts."
        checked={!looks}
        onChange={() => choose({ standingAccess: 'none' })}
      />
      <Choice
        type="radio"
        name="standing"
        label="Look"
        hint="One permission of Microsoft Graph: Application.Read.All. The daily check also reads the registered applications of your tenant, with their permissions, credentials and owners. It cannot change anything, and cannot read people, mail, files or policies."
        checked={looks}
        onChange={() => choose({ standingAccess: 'look' })}
      />
    </ChoiceGroup>
  );
}
