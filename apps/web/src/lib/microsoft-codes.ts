/** Who can act on one of Microsoft's sign-in codes. */
export type Helper = 'nobody' | 'you' | 'administrator' | 'operator';

export interface MicrosoftCode {
  codes: number[];
  helper: Helper;
  say: string;
  remedy: string;
}

const signInAgain = 'Go back to the start of this assistant and sign in again.';

/** The commonest codes that Microsoft's own pages show and never send back to us. */
export const microsoftCodes: MicrosoftCode[] = [
  {
    codes: [65001],
    helper: 'administrator',
    say: 'Your organization has not approved this assistant yet, or Microsoft has not finished spreading the approval.',
    remedy: 'If somebody approved it in the last ten minutes, wait a moment and try again. Otherwise approve it first.',
  },
  {
    codes: [65004],
    helper: 'you',
    say: 'You did not accept the permissions. Nothing was changed.',
    remedy: 'Read the list again and accept it, or ask another administrator to do so.',
  },
  {
    codes: [90094, 90095],
    helper: 'administrator',
    say: 'Only an administrator can approve this assistant in your organization.',
    remedy: 'Send the approval address to a Global Administrator or a Cloud Application Administrator.',
  },
  {
    codes: [90093],
    helper: 'administrator',
    say: 'Your role is too low to approve this.',
    remedy: 'Ask a Global Administrator of your organization.',
  },
  {
    codes: [50020, 50034, 51004, 90072, 16000, 50177],
    helper: 'you',
    say: 'This account does not belong to the organization that you tried to sign in to.',
    remedy: 'Sign in with an account of that organization, or name your own organization under "Another tenant".',
  },
  {
    codes: [500208, 50194, 9001023],
    helper: 'you',
    say: 'This is a personal Microsoft account.',
    remedy: 'Sign in with your work or school account.',
  },
  {
    codes: [90002, 900023, 90019, 50059],
    helper: 'you',
    say: 'Microsoft does not know a tenant of this name in this cloud.',
    remedy: 'Check the domain or the tenant id for a typing mistake.',
  },
  {
    codes: [50072, 50074, 50076, 50078, 50079, 50158, 53004, 53010],
    helper: 'you',
    say: 'Microsoft wants a second factor for this sign-in.',
    remedy: `${signInAgain} Have your authenticator at hand.`,
  },
  {
    codes: [53000, 53001, 53002, 53003, 530032, 530035, 50131],
    helper: 'administrator',
    say: 'A rule of your organization (Conditional Access or security defaults) blocked this sign-in.',
    remedy: 'Use a managed device in an allowed place, or ask whoever keeps the sign-in rules.',
  },
  {
    codes: [53011, 530034, 50053],
    helper: 'administrator',
    say: 'Microsoft has locked this account or thinks that it is at risk.',
    remedy: 'Ask your security team to release the account.',
  },
  {
    codes: [50105],
    helper: 'administrator',
    say: 'You are not assigned to this application.',
    remedy: 'Ask an administrator to assign you to it under Enterprise applications.',
  },
  {
    codes: [500021, 500022, 500212, 500213],
    helper: 'administrator',
    say: 'A network or cross-tenant rule of your company blocks this tenant.',
    remedy: 'Ask whoever keeps the tenant restrictions of your company.',
  },
  {
    codes: [90099],
    helper: 'administrator',
    say: 'Partner access works only after the customer has approved this assistant.',
    remedy: 'Have an administrator of the customer approve it first.',
  },
  {
    codes: [650052, 650054, 500011],
    helper: 'administrator',
    say: 'Your tenant lacks a service whose permission was asked for.',
    remedy: 'Check the licences of your tenant: Exchange Online and SharePoint Online must be there.',
  },
  {
    codes: [650051],
    helper: 'nobody',
    say: 'The assistant is already being added to your tenant.',
    remedy: 'Wait half a minute and try again.',
  },
  {
    codes: [50133, 50173, 70008, 70043, 700082, 700084],
    helper: 'you',
    say: 'Your sign-in has ended. Your progress is kept.',
    remedy: signInAgain,
  },
  {
    codes: [54005, 70000, 501481, 700005],
    helper: 'you',
    say: 'This sign-in link was used already, for instance by the back button.',
    remedy: signInAgain,
  },
  {
    codes: [50033, 90006, 90012, 90024, 90033, 90055, 90090],
    helper: 'nobody',
    say: 'Microsoft is busy.',
    remedy: 'Wait a minute and try again.',
  },
  {
    codes: [50011, 900971, 70004],
    helper: 'operator',
    say: 'The address of this assistant is not registered with Microsoft.',
    remedy: 'Send this code to whoever runs this assistant: a redirect address is missing in its registration.',
  },
  {
    codes: [65005, 650056, 650057, 70011, 28002, 28003, 700022, 7000218, 700025, 90009, 7000114],
    helper: 'operator',
    say: 'This assistant is not set up correctly. Nothing was changed.',
    remedy: 'Send this code to whoever runs this assistant.',
  },
  {
    codes: [700016, 700011, 70001, 7000112],
    helper: 'operator',
    say: 'Microsoft does not find this assistant in your tenant: it was deleted or switched off there, or is very new.',
    remedy: 'If it was approved just now, try again in a minute. Otherwise approve it again.',
  },
];

/** The number in a pasted text: `AADSTS65004: …`, `Error code: 65004`, or the bare number. */
export function codeIn(text: string): number | null {
  const found = /AADSTS\D{0,2}(\d{5,7})/i.exec(text) ?? /\b(\d{5,7})\b/.exec(text);
  return found?.[1] ? Number(found[1]) : null;
}

export const explain = (code: number | null): MicrosoftCode | null =>
  microsoftCodes.find(({ codes }) => code !== null && codes.includes(code)) ?? null;
