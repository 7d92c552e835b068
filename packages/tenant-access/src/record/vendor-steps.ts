import type { Choices, UnwordedVendorStep } from '@vplus/contracts';
import { legacyAuthScript, sharePointAdminOrigin, whyLegacyAuthStays } from '../steps/set-legacy-auth/legacy-auth.ts';
import { stepsFor } from '../steps/steps.ts';

/** What is known of the tenant by now; null: not yet. */
export interface VendorFacts {
  choices: Choices;
  primaryDomain: string;
  clientId: string | null;
  /** `https://contoso.sharepoint.com`, as the tenant's root site names it. */
  sharePointOrigin: string | null;
}

/** A step of the vendor's page, as it stands there: by which steps of ours it is done, those say themselves. */
type VendorRow = Omit<UnwordedVendorStep, 'number' | 'stepIds'>;

/** Every step of the vendor's page has its row: its number there, what it asks for, and what becomes of it. */
export function vendorSteps(facts: VendorFacts): UnwordedVendorStep[] {
  const planned = stepsFor(facts.choices);
  return rows(facts).map((row, index) => {
    const number = index + 1;
    const stepIds = planned.filter(({ vendorSteps: done }) => done.includes(number)).map(({ id }) => id);
    return { number, ...row, stepIds };
  });
}

const handedOver = 'It goes to vPlus on the way that the plan says, and is shown to nobody unless you hand it over.';
const acsEnded =
  'SharePoint app-only access through Azure ACS stopped working in every tenant, without extension (MC693863).';

/** https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azuread is what replaced 15 and 16. */
function rows(facts: VendorFacts): VendorRow[] {
  const done = (title: string, what: string): VendorRow => ({ title, how: 'assistant', what });
  return [
    done('Sign in to the Azure portal', 'You sign in here, with Microsoft; your password is never seen.'),
    done('Open Azure Active Directory', 'Not needed: the assistant asks Microsoft Graph.'),
    done('Open its admin center', 'Not needed: the assistant asks Microsoft Graph.'),
    done('Start a new app registration', 'The application is registered, for this tenant alone.'),
    done('Give it a name', `It is called "${facts.choices.applicationName}".`),
    done('Keep the other options and register', 'One call registers it with all it needs.'),
    done(
      'Copy the application (client) ID and the tenant ID',
      'Both are shown with the step, with copy buttons, and go to vPlus.',
    ),
    {
      ...done('Create a client secret', credentialWords(facts.choices)),
      retired: {
        since: '2026-04-02',
        why: "SharePoint's own interface accepts an application only with a certificate; for Microsoft Graph and Exchange a secret still does.",
        instead: certificateWords(facts.choices),
      },
    },
    done('Describe the secret and add it', 'It is named after the connection, with the day, and lives as chosen.'),
    done('Copy the secret', handedOver),
    done('Add API permissions', 'All are declared on the application in the call that registers it.'),
    {
      ...done(
        'Choose each permission from the table',
        'Each has its row in the plan. What the page lists under Azure Active Directory Graph is granted on Microsoft Graph.',
      ),
      retired: {
        since: '2025-08-31',
        why: 'Azure AD Graph, the API of the first row, is retired, and never had that permission: the page names the wrong API.',
        instead: 'Calendars.ReadWrite of Microsoft Graph is granted.',
      },
    },
    {
      ...done(
        'Find full_access_as_app of Office 365 Exchange Online',
        'It is granted. Whether Exchange Web Services are open to the application is proved; if not, you get the command.',
      ),
      retired: {
        since: '2026-10-01',
        why: 'Exchange Web Services are being switched off tenant by tenant, and end for everybody on 1 April 2027.',
        instead:
          'Mail, calendars and contacts are read through Microsoft Graph as well, whose permissions are granted.',
      },
    },
    done('Grant admin consent', 'Each permission is granted on its own, and seen in a fresh token.'),
    {
      title: 'Enter the application on appinv.aspx: client ID, app domain, permission XML',
      how: 'retired',
      what: "Explained, never counted as done. The five permissions of SharePoint's own interface are granted in Entra ID.",
      retired: { since: '2026-04-02', why: acsEnded, instead: certificateWords(facts.choices) },
      oldWay: appInv(facts),
    },
    {
      title: 'Press Create, then Trust It',
      how: 'retired',
      what: 'Explained, never counted as done: nothing would trust it any more.',
      retired: { since: '2026-04-02', why: acsEnded, instead: certificateWords(facts.choices) },
    },
    {
      title: 'Set LegacyAuthProtocolsEnabled with PowerShell',
      how: 'choice',
      what:
        facts.choices.legacyAuth === 'enable'
          ? 'It is turned on through Microsoft Graph, as you chose; a disconnect turns it back.'
          : 'It is read and stays as it is, unless you choose otherwise.',
      retired: {
        since: '2026-05-01',
        why: whyLegacyAuthStays,
        instead: 'Nothing: the new application does not need it.',
      },
      oldWay: {
        text: 'For those who prefer PowerShell:',
        facts: [],
        script: legacyAuthScript(sharePointAdminOrigin(facts.sharePointOrigin)),
      },
    },
  ];
}

function credentialWords({ credential: { kind, days } }: Choices): string {
  const what = {
    secret: 'A client secret is',
    certificate: 'A certificate is',
    both: 'A secret and a certificate are',
  };
  return `${what[kind]} made for ${days} days.`;
}

const certificateWords = ({ credential: { kind } }: Choices): string =>
  kind === 'secret'
    ? 'SharePoint takes a certificate. This plan has a secret alone, which reads sites through Microsoft Graph.'
    : 'The certificate of this plan: SharePoint itself is read with it as a proof.';

/** https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azureacs, as it was. */
function appInv({ clientId, primaryDomain, sharePointOrigin }: VendorFacts): NonNullable<UnwordedVendorStep['oldWay']> {
  return {
    text: 'Only for a server or a cloud that Microsoft exempted. Open the page, look the client ID up, enter the domain and the XML, press Create and then Trust It. The assistant cannot see whether it worked.',
    facts: [
      {
        key: 'app-inv-page',
        label: 'Page',
        value: `${sharePointAdminOrigin(sharePointOrigin)}/_layouts/15/appinv.aspx`,
        kind: 'text',
      },
      ...(clientId ? [{ key: 'client-id' as const, label: 'App Id', value: clientId, kind: 'id' as const }] : []),
      { key: 'app-domain', label: 'App Domain', value: primaryDomain, kind: 'text' },
    ],
    script: `<AppPermissionRequests AllowAppOnlyPolicy="true">
  <AppPermissionRequest Scope="http://sharepoint/content/tenant" Right="FullControl" />
</AppPermissionRequests>`,
  };
}
