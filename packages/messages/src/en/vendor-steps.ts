/** The steps of the vendor's page, in our words, and what becomes of each here. */
export const vendorSteps = {
  'vendor-steps.sign-in': 'Sign in to the Azure portal',
  'vendor-steps.sign-in-here': 'You sign in here, with Microsoft; your password is never seen.',
  'vendor-steps.open-directory': 'Open Azure Active Directory',
  'vendor-steps.open-admin-center': 'Open its admin center',
  'vendor-steps.asks-graph': 'Not needed: the assistant asks Microsoft Graph.',
  'vendor-steps.new-registration': 'Start a new app registration',
  'vendor-steps.registered': 'The application of the plan is for this tenant alone.',
  'vendor-steps.name': 'Give it a name',
  'vendor-steps.named': 'A new one is called "{name}"; one that is adopted keeps its name.',
  'vendor-steps.register': 'Keep the other options and register',
  'vendor-steps.one-call': 'A new one is registered with all that it needs from the start.',
  'vendor-steps.copy-ids': 'Copy the application (client) ID and the tenant ID',
  'vendor-steps.ids-shown': 'Both are shown with the step, with copy buttons, and go to vPlus.',
  'vendor-steps.secret': 'Create a client secret',
  'vendor-steps.credential-made':
    '{kind, select, secret {A client secret is} certificate {A certificate is} other {A secret and a certificate are}} made for {days, plural, one {# day} other {# days}}.',
  'vendor-steps.secret-not-for-sharepoint':
    "SharePoint's own interface accepts an application only with a certificate; for Microsoft Graph and Exchange a secret still does.",
  'vendor-steps.secret-alone':
    'SharePoint takes a certificate. This plan has a secret alone, which reads sites through Microsoft Graph.',
  'vendor-steps.certificate-proved':
    'The certificate of this plan. Where the plan has SharePoint, SharePoint itself is read with it as a proof.',
  'vendor-steps.describe-secret': 'Describe the secret and add it',
  'vendor-steps.secret-described':
    'It is named after the connection, with the day, and lives no longer than was chosen.',
  'vendor-steps.copy-secret': 'Copy the secret',
  'vendor-steps.handed-over':
    'It goes to vPlus in the way that the plan says. The assistant shows it once, and only where a person enters it into vPlus.',
  'vendor-steps.add-permissions': 'Add API permissions',
  'vendor-steps.declared': 'All of the plan are declared on the application.',
  'vendor-steps.choose-permissions': 'Choose each permission from the table',
  'vendor-steps.rows-in-plan':
    'Each has its row in the plan. What the page lists under Azure Active Directory Graph belongs to Microsoft Graph.',
  'vendor-steps.azure-ad-graph-retired':
    'Azure AD Graph, the API of the first row, is retired, and never had that permission: the page names the wrong API.',
  'vendor-steps.calendars-by-graph': 'Calendars.ReadWrite of Microsoft Graph, where the plan has it.',
  'vendor-steps.find-full-access': 'Find full_access_as_app of Office 365 Exchange Online',
  'vendor-steps.full-access-granted':
    'It is granted where the plan has it. Then it is tested whether Exchange Web Services are open to the application; if not, you get a script.',
  'vendor-steps.ews-ends':
    'Exchange Web Services are being switched off tenant by tenant, and end for everybody on 1 April 2027.',
  'vendor-steps.graph-reads-mail':
    'Mail, calendars and contacts can be read through Microsoft Graph as well, where the plan has its permissions.',
  'vendor-steps.consent': 'Grant admin consent',
  'vendor-steps.granted-each': 'Each permission of the plan is granted on its own, and looked for in a fresh token.',
  'vendor-steps.app-inv': 'Enter the application on appinv.aspx: client ID, app domain, permission XML',
  'vendor-steps.app-inv-explained':
    "Explained, never counted as done. The permissions of SharePoint's own interface that the plan has are granted in Entra ID.",
  'vendor-steps.acs-ended':
    'SharePoint app-only access through Azure ACS stopped working in every tenant, without extension (MC693863).',
  'vendor-steps.trust': 'Press Create, then Trust It',
  'vendor-steps.trust-explained': 'Explained, never counted as done: nothing would trust it any more.',
  'vendor-steps.old-way':
    'Only for a server or a cloud that Microsoft exempted. Open the page, look the client ID up, enter the domain and the XML, press Create and then Trust It. The assistant cannot see whether it worked.',
  'vendor-steps.page': 'Page',
  'vendor-steps.app-id': 'App Id',
  'vendor-steps.app-domain': 'App Domain',
  'vendor-steps.legacy-auth': 'Set LegacyAuthProtocolsEnabled with PowerShell',
  'vendor-steps.legacy-auth-on':
    'It is turned on, as you chose. What the assistant turned on, a disconnect turns back.',
  'vendor-steps.legacy-auth-read':
    'It stays as it is, unless you choose otherwise. What an earlier plan turned on is turned back.',
  'vendor-steps.legacy-auth-not-needed': 'Nothing: the new application does not need it.',
  'vendor-steps.by-power-shell': 'For those who prefer PowerShell:',
} as const;
