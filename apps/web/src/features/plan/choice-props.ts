import type { Choices, PlanView, SomeChoices } from '@vplus/contracts';

/** What every part of the form is given: the choices as they stand, the plan that they were made for, and the way to change one. */
export interface ChoiceProps {
  choices: Choices;
  plan: PlanView;
  choose(chosen: SomeChoices, typed?: boolean): void;
}
