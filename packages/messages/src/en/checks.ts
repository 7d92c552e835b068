/** What the checks before the first write say. */
export const checks = {
  'check-application.title': 'An earlier application',
  'check-application.stays': '"{name}" of this connection is there and stays.',
  'check-application.adopted':
    '"{name}" was made by somebody else and is adopted, as you chose. It gets our tags and permissions in addition to its own.',
  'check-application.given-back': 'Disconnecting gives it back as it was; it is not deleted.',
  'check-application.given-back-by-hand':
    'A disconnect does not delete it; what was added to it is yours to take away.',
  'check-application.adopted-gone':
    'The application that was to be adopted no longer exists. The plan creates a new one.',
  'check-application.deleted':
    '"{name}" of this connection is among the deleted applications and still holds its name. {choice, select, restore {The plan restores it without its old credentials.} byHand {No script restores it or deletes it permanently: do one of the two in Microsoft Entra before you run the script.} other {The plan deletes it permanently and creates a new one.}}',
  'check-application.choose-deleted': 'Choose under “Your choices” whether it is restored or deleted permanently.',
  'check-application.same-name':
    '{count, plural, one {There is an application of the name "{name}" that this assistant did not make. The plan leaves it alone and creates a new one.} other {There are # applications of the name "{name}" that this assistant did not make. The plan leaves them alone and creates a new one.}}',
  'check-application.rename-or-adopt': 'Give the new one another name, or adopt the one that is there.',
  'check-application.bin-unread':
    'None is in use. We could not check with your role whether a deleted one still holds the name; it shows when the application is registered.',
  'check-application.none': 'There is none. A new one is created.',
  'check-clock.title': 'Clock',
  'check-clock.no-time': "Microsoft's answer does not tell the time.",
  'check-clock.agrees': "The clock of this assistant agrees with Microsoft's.",
  'check-clock.set-clock': 'Have whoever runs this assistant set its clock by a time server (NTP).',
  'check-clock.behind':
    "The clock of this assistant is {minutes, plural, one {# minute} other {# minutes}} behind Microsoft's. Sign-ins may be refused.",
  'check-clock.ahead':
    "The clock of this assistant is {minutes, plural, one {# minute} other {# minutes}} ahead of Microsoft's. Sign-ins may be refused.",
  'check-conditional-access.title': 'Conditional Access',
  'check-conditional-access.unread':
    'If Microsoft asks for more, the run waits for you and goes on; if it blocks, the run says so.',
  'check-conditional-access.blocks-applications':
    '{policies} {count, plural, one {blocks} other {block}} applications of this tenant that sign in by themselves. The application can have every permission and still be refused.',
  'check-conditional-access.exclude':
    'Once the application is there, exclude it from {count, plural, one {that policy} other {those policies}}. Where trusted locations are exempt, you can name the addresses of the vPlus server and of this assistant instead.',
  'check-conditional-access.blocks-people':
    '{policies} {count, plural, one {blocks sign-ins under its conditions} other {block sign-ins under their conditions}}, which may apply to you in the middle of the run.',
  'check-conditional-access.stay':
    'Stay on the network and device with which you signed in. If you are blocked, ask whoever looks after Conditional Access.',
  'check-conditional-access.asks': '{policies} may ask you to confirm your sign-in in the middle of the run.',
  'check-conditional-access.nothing-lost': 'Nothing is lost then: the run waits, you confirm, it goes on.',
  'check-conditional-access.defaults-on':
    'No policy was found that would stand in the way. Security defaults are on: Microsoft may ask for a second factor, and the run waits for it.',
  'check-conditional-access.free': 'No policy was found that would stand in the way.',
  'check-conditional-access.nameless': 'A policy without a name',
  'check-credential-policy.title': 'Policy on secrets and certificates',
  'check-credential-policy.or-exempt':
    'Or exempt this one application, under Your choices: a disconnect takes the exemption back.',
  'check-credential-policy.excepts': 'The policy excepts somebody, and whether that is you cannot be read.',
  'check-credential-policy.taken':
    'You chose to exempt this application, but it has a custom policy of somebody else already, and that one restricts its credentials. An application can have only one.',
  'check-credential-policy.takes':
    'The plan takes {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} for {days, plural, one {# day} other {# days}}.',
  'check-credential-policy.ask-maker':
    'Ask whoever made that policy to change it or to take it off the application, then check again.',
  'check-credential-policy.forbids-both':
    'A policy of your organization forbids both client secrets and certificates of this kind.',
  'check-credential-policy.ask-exception':
    'Ask a Security Administrator for an exception for this application, then check again.',
  'check-credential-policy.instead':
    'A policy of your organization forbids {forbidden}. The plan uses {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} instead.',
  'check-credential-policy.use-anyway':
    'No action needed. To use {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} anyway, ask a Security Administrator for an exception.',
  'check-credential-policy.shorter':
    'A policy of your organization lets {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} live {days, plural, one {# day} other {# days}} at most. The plan takes {days, plural, one {# day} other {# days}} instead of {wished}.',
  'check-credential-policy.nothing-renews':
    'Backups stop when it expires. Nothing renews it by itself: connect again then, and a new one is added.',
  'check-credential-policy.exempted':
    'A policy of your organization restricts credentials. You chose to exempt this one application from it, for {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} of {days, plural, one {# day} other {# days}}.',
  'check-credential-policy.secrets': 'client secrets',
  'check-credential-policy.certificates': 'certificates of this kind',
  'check-credential-policy.doubtful':
    'A policy of your organization has a restriction that this assistant does not know: {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} may be forbidden.',
  'check-credential-policy.if-refused':
    'If Microsoft refuses it, the run stops before vPlus is told anything; ask a Security Administrator what the policy says.',
  'check-credential-policy.unread':
    'We could not read this policy with your role. Microsoft decides when {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} is added, and the run says so.',
  'check-credential-policy.allows-for':
    'Your organization allows {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} for {days, plural, one {# day} other {# days}}.',
  'check-credential-policy.allows':
    'Your organization allows {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}}.',
  'check-credential-policy.exempt-by-hand':
    'No script does this: the run asks you to have the application exempted, and goes on when it is.',
  'check-credential-policy.exempt-by-run':
    'Where the exemption is not made yet, the run makes it and waits until Microsoft knows of it. If this assistant does not have the permission Policy.ReadWrite.ApplicationConfiguration yet, you are asked to approve it. A disconnect takes the exemption back.',
  'check-ews.end': 'Microsoft is switching them off tenant by tenant, and for everybody on 1 April 2027.',
  'check-ews.title': 'Exchange Web Services',
  'check-ews.left-out': 'Exchange is left out of this plan.',
  'check-ews.later': 'Cannot be checked in advance. It is tested after the application has been created.',
  'check-ews.answered': 'Exchange Web Services answered this connection on {day}.',
  'check-ews.not-tried': 'Exchange Web Services were not tried on {day}.',
  'check-ews.no-answer': 'They gave no answer that counts on {day}.',
  'check-ews.refused': 'They refused this connection on {day}.',
  'check-ews.script':
    'If the switch or the allow list of Exchange is the reason, the run has a script for an Exchange Administrator. A change can take up to 24 hours.',
  'check-legacy-auth.title': "SharePoint's legacy authentication",
  'check-legacy-auth.no-sharepoint': 'SharePoint is not in this tenant.',
  'check-legacy-auth.chosen':
    'You chose to switch it on. On 1 May 2026 Microsoft permanently blocked the sign-in that it allows, so this only lowers security.',
  'check-legacy-auth.leave': 'Leave it as it is, unless whoever runs vPlus requires it.',
  'check-legacy-auth.unread': 'The application does not need it either way.',
  'check-legacy-auth.on':
    'It is on. The application does not need it: on 1 May 2026 Microsoft permanently blocked the sign-in that it allows.',
  'check-legacy-auth.turn-off':
    'Turn it off in the SharePoint admin center, under Access control, unless something else needs it.',
  'check-legacy-auth.turn-off-unless-required':
    'Unless whoever runs vPlus requires it, choose to leave it as it is, and turn it off in the SharePoint admin center, under Access control.',
  'check-legacy-auth.off': 'It is off, as it should be: the new application does not need it.',
  'check-licences.title': 'Licences',
  'check-licences.unread': 'Permissions without a licence behind them can be granted and do no harm.',
  'check-licences.missing':
    'No licence for {services} is in use here. Their permissions can be granted all the same, and are of no use at present.',
  'check-licences.leave-out':
    'If licences will follow, leave it as it is. Otherwise leave these services out of the plan.',
  'check-licences.left-out': 'What has no licence here is left out.',
  'check-licences.all': 'There are licences for every service.',
  'check-organization.title': 'This organization on vPlus',
  'check-organization.not-asked': '"{server}" could not be asked.',
  'check-organization.taken': '"{server}" has another organization with the name "{name}".',
  'check-organization.rename': 'Give this one another name under "Your choices".',
  'check-organization.ask': 'Ask whoever runs vPlus whether the other one is still used.',
  'check-organization.kept': '"{server}" has "{name}" of this connection; it is kept.',
  'check-organization.not-yet': '"{server}" does not have it yet.',
  'check-organization.beside-ours':
    '"{server}" has this tenant already, under the name "{name}" and with another application (client id {clientId}). The plan adds to ours; backups of the other stay with it.',
  'check-organization.beside':
    '"{server}" has this tenant already, under the name "{name}" and with another application (client id {clientId}). The plan adds a second one; backups of the other stay with it.',
  'check-role.title': 'Your role',
  'check-role.by-hand':
    'In your tenant the assistant only looks. Whoever runs the script must be Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.',
  'check-role.untold': 'Your sign-in does not say which roles you have. Microsoft decides step by step.',
  'check-role.but-sharepoint': "You may do every step except changing SharePoint's setting.",
  'check-role.keep-setting': 'Keep that setting, or ask a SharePoint Administrator for it.',
  'check-role.but-exemption': 'You may do every step except exempting the application from the policy on credentials.',
  'check-role.without-exemption': 'Make the plan without the exemption, or ask somebody who may.',
  'check-role.every': 'You may do every step.',
  'check-role.eligible':
    '{roles} {count, plural, one {waits for you in Privileged Identity Management, but is not active} other {wait for you in Privileged Identity Management, but are not active}}.',
  'check-role.activate':
    'Activate {count, plural, one {it} other {what you need}}, then sign in again: Microsoft tells us your roles only then.',
  'check-role.perhaps-eligible':
    'If a higher role waits for you in Privileged Identity Management, activate it and sign in again.',
  'check-role.registers-only': 'You may register the application, but not grant permissions of Microsoft Graph.',
  'check-role.neither': 'You may neither register the application nor grant permissions.',
  'check-role.run-waits': 'If it is refused, the run waits for somebody who may.',
  'check-role.approve-all-the-same':
    'You can approve this plan all the same: the run goes as far as you may and then waits for a Global Administrator, whom you can send a link.',
  'check-role.ask-administrator':
    'Ask a Global Administrator, or a Privileged Role Administrator who is also Cloud Application Administrator.',
  'check-role.grants-only':
    'You may grant the permissions, but not register the application: this tenant lets members register none.',
  'check-role.grants-perhaps-registers':
    'You may grant the permissions, but register the application only if this tenant lets every member do so, which your role may not read.',
  'check-services.title': 'Microsoft 365 services',
  'check-services.missing':
    'This tenant has no {services}: {count, plural, one {its} other {their}} permissions are not offered here. The rest can be connected.',
  'check-services.connect-again':
    'Connect again once the {count, plural, one {service is} other {services are}} there: what is missing will be added.',
  'check-services.disabled':
    '{services} {count, plural, one {is} other {are}} disabled for sign-in in this tenant, so no application can reach {count, plural, one {it} other {them}}.',
  'check-services.enable':
    'Enable {count, plural, one {it} other {them}} among the enterprise applications of your tenant.',
  'check-services.offers': 'This tenant offers {offered} of the {all} permissions. The others are left out.',
  'check-services.all': 'All services are there and offer all {all} permissions.',
  'check-tenant.title': 'Organization',
  'check-tenant.another': 'You were invited to connect {invited}, but you are signed in to {here}.',
  'check-tenant.sign-in': 'Sign in with an account of {invited}, or open this assistant without the invitation.',
  'check-tenant.guest': 'You are a guest in {here}. Everything is done there, not in your own organization.',
  'check-tenant.look': 'Check that this is the organization you mean.',
  'check-tenant.invited': 'This is {here}, as the invitation says.',
  'check-tenant.before': '{here} was connected to "{server}" before.',
  'check-tenant.meant': '"{server}" is reserved for certain organizations, and {here} is one of them.',
  'check-tenant.last': 'The last plan that was approved in this browser was for {last}. This one is for {here}.',
  'check-tenant.signed-in': 'You are signed in to {here}. No other organization was requested.',
  'check-tenant.here': '{name} ({domain})',
  'check-vplus.title': 'vPlus server',
  'check-vplus.answers':
    '"{server}" answers, takes our log-in and has {count, plural, one {# organization} other {# organizations}}.',
  'check-vplus.by-person': '{problem}. You enter the values into vPlus yourself, as you chose.',
  'check-vplus.enter-yourself':
    'Choose to enter the values into vPlus yourself, or send the support details to whoever runs this assistant.',
  'check-vplus.problem': '{problem}.',
  'checks.quoted': '"{name}"',
  'checks.unread': 'Your role may not read this, or Microsoft did not answer.',
} as const;
