/** What the scripts say: the head of each, its comments, and what it prints while it runs. Lines of a comment are broken here. */
export const scripts = {
  'scripts.what': '{tool}: connects Microsoft 365 to vPlus by hand.',
  'scripts.power-shell': 'PowerShell with the Microsoft Graph module',
  'scripts.m365-cli': 'CLI for Microsoft 365',
  'scripts.terraform': 'Terraform with the azuread provider',
  'scripts.tenant': 'Tenant:',
  'scripts.server': 'Server:',
  'scripts.plan': 'Plan:',
  'scripts.made-by': 'Made by:',
  'scripts.product': 'vPlus setup assistant {version}',
  'scripts.does-the-plan': 'It does nothing but what that plan says.',
  'scripts.does-the-plan-but-exemption': 'It does nothing but what that plan says, and leaves out the exemption below.',
  'scripts.run-again': 'It may be run again at any time, also after it failed half-way: what is there stays.',
  'scripts.apply-again':
    'It may be applied again at any time. Permissions that an earlier plan granted and this one leaves out are taken\naway; a credential is never destroyed, not by a later plan either.',
  'scripts.no-secret': 'It holds no secret. Read it before you run it: it was never run in a real tenant by its maker.',
  'scripts.who-may-run':
    'Whoever runs it must be Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.',
  'scripts.check-afterwards':
    'Afterwards choose "Check again" in the assistant: it looks at the result and goes on with the plan.',
  'scripts.exemption-by-hand':
    "The plan exempts the application from the tenant's policy on credentials. This does NOT do it: whoever looks after the\npolicies must. The first run makes the application, and Microsoft refuses its credential. Have the application exempted\n(Microsoft Entra admin center, Application policies), then run this again.",
  'scripts.take-exemption-back-by-hand':
    "The plan takes back an exemption from the tenant's policy on credentials. This does NOT do it: whoever looks after the\npolicies must take that policy off the application and delete it (Microsoft Entra admin center, Application policies).",
  'scripts.m365-needs':
    'Needs bash, jq 1.6 or newer, and m365, signed in by "m365 login" with an application that may use the delegated\nscopes User.Read, Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All of Microsoft Graph.',
  'scripts.m365-new-secret':
    'To replace a client secret whose value is lost: NEW_SECRET=yes before the command. vPlus needs the new one at once.',
  'scripts.power-shell-modules': 'Once: Install-Module Microsoft.Graph.Authentication, Microsoft.Graph.Applications',
  'scripts.power-shell-scopes':
    'It asks for two scopes: Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All.',
  'scripts.power-shell-new-secret':
    'Replaces the client secret of this connection, for when its value is lost. vPlus needs the new one at once.',
  'scripts.power-shell-certificate-file':
    'The public part of a certificate (.cer) that the application may sign in with.',
  'scripts.terraform-state':
    'Keep the state: without it Terraform knows nothing of what it made, and makes all of it a second time.',
  'scripts.terraform-unique-name':
    'The provider cannot set the unique name of an application: the assistant finds this one by its tags.',
  'scripts.terraform-replace':
    'Terraform may not destroy a credential (prevent_destroy). To remove everything by "terraform destroy", or to\nreplace a credential, set prevent_destroy to false first; vPlus needs the new one at once. Replace it by:',
  'scripts.permissions': 'The application permissions of the plan.',
  'scripts.permissions-by-api': 'The application permissions of the plan: by API, the name and the id of each.',
  'scripts.takes-a-while': 'A change takes a while to be known everywhere.',
  'scripts.takes-a-while-or-stumbles':
    'A change takes a while to be known everywhere, and Microsoft stumbles now and then.',
  'scripts.graph-arguments': 'method, path, further options',
  'scripts.write-arguments': 'method, path, body, further options',
  'scripts.batch':
    'Sends up to twenty requests as one and prints their answers, in order. Says what was refused.\nAnswers 2 where waiting does not help.',
  'scripts.batch-arguments': 'requests',
  'scripts.look': 'Reads several things at once and prints a list of them: null is what is not there.',
  'scripts.look-arguments': 'paths',
  'scripts.not-done': 'Microsoft did not do this: {method} {path}',
  'scripts.answers-missing': 'Microsoft did not answer each of several requests.',
  'scripts.not-yet': 'Not yet ({attempt} of {most}).',
  'scripts.not-yet-because': 'Not yet ({attempt} of {most}): {why}',
  'scripts.stopped': 'Stopped. What was made so far stays: run this again once the cause is gone.',
  'scripts.nothing-named': 'Microsoft named neither the tenant nor its applications.',
  'scripts.other-tenant': 'This is not the tenant of the plan.',
  'scripts.several-applications': 'More than one application carries the tag {tag}.',
  'scripts.apis-missing': 'This tenant does not have: {apis}. Make a new plan.',
  'scripts.tenant-id': 'Directory (tenant) ID:',
  'scripts.client-id': 'Application (client) ID:',
  'scripts.client-secret': 'Client secret:',
  'scripts.shown-once': 'It is shown only this once. Hand it in to the assistant, and nowhere else.',
  'scripts.secret-there': 'There is a client secret already. If nobody has its value, run this again with {option}.',
} as const;
