/** All that Microsoft's approval page lists for this assistant, and what each is for; docs/connect-to-microsoft.md. */
export const assistantScopes: readonly { scope: string; why: string }[] = [
  { scope: 'openid', why: 'Signs you in.' },
  { scope: 'profile', why: 'Reads your name for these pages.' },
  { scope: 'offline_access', why: 'Keeps you signed in while the setup runs, for a day at most.' },
  { scope: 'User.Read', why: 'Reads your account, and the name and domains of your organization.' },
  {
    scope: 'Application.ReadWrite.All',
    why: 'Creates the application for vPlus, its enterprise application and its credential.',
  },
  { scope: 'AppRoleAssignment.ReadWrite.All', why: 'Grants that application the permissions of the plan.' },
  { scope: 'Policy.Read.All', why: 'Checks whether a policy limits secrets and certificates.' },
  { scope: 'LicenseAssignment.Read.All', why: 'Checks which services have licences.' },
  { scope: 'SharePointTenantSettings.Read.All', why: 'Checks SharePoint’s legacy authentication.' },
  { scope: 'access_as_user', why: 'Lets this page call the assistant’s own server as you.' },
];
