import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import type { ChoiceProps } from './choices.tsx';

/** Who writes in the tenant: the assistant, or a person with the script, whose result the assistant checks. */
export function ByHandChoice({ choices: { writes }, choose }: ChoiceProps) {
  return (
    <ChoiceGroup legend="Who writes in your tenant">
      <Choice
        type="radio"
        name="writes"
        label="The assistant"
        checked={writes === 'assistant'}
        onChange={() => choose({ writes: 'assistant' })}
      />
      <Choice
        type="radio"
        name="writes"
        label="I do, by hand"
        hint="You run the script of this plan. The assistant only looks, names what differs, proves the secret that you hand in and registers the tenant on vPlus. Microsoft’s approval page cannot offer less than the whole approval, so it still names the rights to write; they are not used."
        checked={writes === 'by-hand'}
        onChange={() => choose({ writes: 'by-hand' })}
      />
    </ChoiceGroup>
  );
}
