/** What this assistant itself may look at in a tenant between two sign-ins. */
export const allowLook = {
  'allow-look.title': 'What this assistant may look at between sign-ins',
  'allow-look.undo-title': 'Take back what this assistant may look at between sign-ins',
  'allow-look.waiting': 'Microsoft is still replicating the permission',
  'allow-look.plan-gives':
    'This assistant itself, not the application for vPlus, gets the permission Application.Read.All of Microsoft Graph, so that its daily check can look at applications and their permissions. It can change nothing with it. A disconnect takes it back, and so does a plan with the choice “None”.',
  'allow-look.plan-takes-back':
    'The permission Application.Read.All of Microsoft Graph is taken back from this assistant: its daily check looks at vPlus alone again.',
  'allow-look.gives': 'Gives this assistant Application.Read.All',
  'allow-look.takes-back': 'Takes Application.Read.All back from this assistant',
  'allow-look.allowed':
    'With the permission Application.Read.All this assistant may look at applications and their permissions between sign-ins. It can change nothing with it.',
  'allow-look.none': 'Between sign-ins this assistant may look at nothing in Microsoft Entra ID.',
  'allow-look.not-ours':
    'This assistant has the permission Application.Read.All, but it did not come from this connection, so it stays. The daily check does not use it.',
  'allow-look.not-there':
    'This assistant (client ID {clientId}) does not have the permission Application.Read.All of Microsoft Graph, although the plan lets it look between sign-ins.',
  'allow-look.still-there':
    'This assistant (client ID {clientId}) still has the permission Application.Read.All from an earlier plan, and is to have none.',
  'allow-look.no-assistant': 'The enterprise application of this assistant is not there yet',
  'allow-look.no-role': 'Microsoft Graph in this tenant does not offer the permission Application.Read.All.',
  'allow-look.no-sign-in':
    'Microsoft does not let this assistant sign in to the tenant any more: its enterprise application is gone or switched off. A new plan asks for the approval again.',
  'allow-look.role-gone':
    'The permission Application.Read.All was taken away from this assistant. A new plan gives it back.',
  'allow-look.undo-plan':
    'This assistant gives back the permission Application.Read.All. Its daily check can look at nothing in the tenant any more.',
  'allow-look.undo-nothing': 'This connection gave this assistant no permission to look between sign-ins.',
  'allow-look.undo-unseen': 'Should the permission Application.Read.All of this assistant show, it is taken back.',
  'allow-look.plan-by-hand': 'You give this assistant the permission Application.Read.All, or take it back, yourself.',
  'allow-look.give-by-hand':
    'No script does this. Assign the app role Application.Read.All of Microsoft Graph to the enterprise application of this assistant, for example by New-MgServicePrincipalAppRoleAssignedTo, then press “Check again”.',
  'allow-look.take-back-by-hand':
    'No script does this. Remove the app role Application.Read.All from the enterprise application of this assistant, then press “Check again”.',
  'check.look-covers-not':
    'What this assistant may look at between sign-ins does not cover its own approval, policies, consent and the settings of SharePoint. A full check, which an administrator starts with “Check now”, looks at them too, as far as that person may.',
  'check.look-spreads': 'Microsoft is still replicating what this assistant may look at. The next check tries again.',
  'check.look-lost':
    'What this assistant was allowed to look at is gone, so nothing at Microsoft was seen. A new plan gives it back.',
  'check.look-refused':
    'Microsoft refused this assistant a read, so not all was seen. If that lasts, an administrator can press “Check now”.',
  'check.look-failed':
    'This assistant could not sign in to the tenant, so nothing at Microsoft was seen. The next check tries again. {why}',
} as const;
