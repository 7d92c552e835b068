/** What any step says. */
export const steps = {
  'steps.removed-meanwhile': 'Somebody removed it while this run was at work.',
  'steps.run-script': 'Run the script, then press Check again.',
  'steps.run-script-and-rest':
    'Run the script, and put right in the Microsoft Entra admin center what it leaves. Then press Check again.',
  'steps.sign-in-again': 'Sign in again, and the setup goes on.',
  'steps.assistant-not-approved': 'Your organization has not approved this assistant, or has removed the approval.',
} as const;
