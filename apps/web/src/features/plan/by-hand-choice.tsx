import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import type { ChoiceProps } from './choice-props.ts';

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
        hint={
          <>
            You run the{' '}
            <a href="#exports" className="text-accent underline">
              script of this plan
            </a>
            . The assistant checks the result, tests the client secret that you enter and adds the organization to
            vPlus. Microsoft’s approval page still lists permissions to write; the assistant does not use them.
          </>
        }
        checked={writes === 'by-hand'}
        onChange={() => choose({ writes: 'by-hand' })}
      />
    </ChoiceGroup>
  );
}
