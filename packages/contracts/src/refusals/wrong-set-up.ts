import type { Meaning } from './refusal.ts';

/** A fault of ours that nobody else can cure: one honest sentence. */
export const wrongSetUp: Meaning = {
  helper: 'operator',
  problem: 'assistant-misconfigured',
  title: 'This assistant is not set up correctly',
  sentence: 'Microsoft refuses the way in which this assistant asks. Nothing was changed.',
  remedy: 'Send the support bundle to whoever runs this assistant.',
};

/** The registration of this assistant itself is at fault, not the application that was made for vPlus. */
export const wrongRegistration = (sentence: string, remedy: string): Meaning => ({
  ...wrongSetUp,
  sentence,
  remedy: `${remedy} Until then send the support bundle to whoever runs this assistant.`,
});
