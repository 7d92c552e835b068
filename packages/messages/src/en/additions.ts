/** What others added to the application, each with what it means. */
export const additions = {
  'additions.left-alone':
    '{count, plural, one {This is} other {These are}} not in the approved plan and {count, plural, one {was} other {were}} left alone. Make a new plan to put it right.',
  // Runs of earlier builds have it.
  'additions.not-listed': 'What is not in the approved plan was left alone. Make a new plan to put it right.',
  'additions.application-deactivated':
    'The application is deactivated: Microsoft gives it no new tokens, so no backup can run.',
  'additions.redirect-address':
    'The {platform, select, spa {single-page} publicClient {desktop and mobile} other {web}} redirect address {uri} was added: sign-ins to this application can be sent there.',
  'additions.implicit-grant': 'Implicit grant was turned on: tokens of this application can travel in addresses.',
  'additions.public-client':
    'Public client flows were turned on: people can be asked to sign in to this application without a credential of its own.',
  'additions.identifier': 'The identifier {uri} was added: other applications can ask for tokens for this one.',
  'additions.credential':
    'The {kind, select, secret {client secret} other {certificate}} "{name}" is not from this assistant: whoever has it can sign in as this application.',
  'additions.federated':
    'The federated credential "{name}" is not from this assistant: workloads of {issuer} can sign in as this application without a secret.',
  'additions.consent-for-all':
    'The application may act on behalf of everybody in your organization ({scopes}): vPlus needs none of it, and whoever signs in to it lends it their own rights. If nobody else needs it, remove it in Microsoft Entra under Enterprise applications, Permissions.',
  'additions.consent-of-people':
    'The application may act on behalf of {count, plural, one {one person} other {# people}} ({scopes}): vPlus needs none of it, and whoever signs in to it lends it their own rights. If nobody else needs it, remove it in Microsoft Entra under Enterprise applications, Permissions.',
  'additions.no-scope': 'no scope named',
  'additions.can-become-administrator':
    '{permission} ({api}) is granted and is not in the plan: whoever can sign in as this application can become Global Administrator.',
  'additions.can-grant-itself':
    '{permission} ({api}) is granted and is not in the plan: whoever can sign in as this application can grant it every other permission.',
  'additions.can-be-any-application':
    '{permission} ({api}) is granted and is not in the plan: whoever can sign in as this application can sign in as any other application of yours.',
  'additions.can-do-more':
    '{permission} ({api}) is granted and is not in the plan: the application may do more in your tenant than vPlus needs.',
  'additions.granted': 'Granted, and not in the plan',
  'additions.unknown-permission': 'Permission {id}',
  'additions.another-api': 'another API',
} as const;
