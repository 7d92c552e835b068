import type { Seen } from './step-words.ts';

/** What a person does in a step of a plan by hand; undefined: nothing else than anybody's plan says. */
export function byHandWords(stepId: string, { connection, permissions }: Omit<Seen, 'finding'>): string | undefined {
  const { applicationName, credential } = connection.choices;
  const asked = permissions.filter(({ state }) => state === 'new' || state === 'granted').length;
  const words: Record<string, string> = {
    'register-application': `You run the script. It registers "${applicationName}" with ${asked} permissions declared.`,
    'create-service-principal': 'The script creates the enterprise application (service principal).',
    'grant-permissions': `The script grants the ${asked} permissions.`,
    'exempt-application':
      'No script does this. You, or whoever looks after the policies of the tenant, exempt this one application.',
    'add-secret': `The script adds a client secret, which expires after ${credential.days} days. You enter it here, and it is sent to vPlus only.`,
    'remove-leftovers': 'If the application has owners or leftover credentials, you are asked to remove them.',
  };
  return words[stepId];
}
