import type { Choices, UnwordedVendorStep } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
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

/** https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azuread is what replaced 15 and 16. */
function rows(facts: VendorFacts): VendorRow[] {
  const { choices } = facts;
  const done = (title: Words, what: Words): VendorRow => ({ title, how: 'assistant', what });
  const acsEnded = { since: '2026-04-02', why: message('vendor-steps.acs-ended'), instead: certificateWords(choices) };
  return [
    done(message('vendor-steps.sign-in'), message('vendor-steps.sign-in-here')),
    done(message('vendor-steps.open-directory'), message('vendor-steps.asks-graph')),
    done(message('vendor-steps.open-admin-center'), message('vendor-steps.asks-graph')),
    done(message('vendor-steps.new-registration'), message('vendor-steps.registered')),
    done(message('vendor-steps.name'), message('vendor-steps.named', { name: choices.applicationName })),
    done(message('vendor-steps.register'), message('vendor-steps.one-call')),
    done(message('vendor-steps.copy-ids'), message('vendor-steps.ids-shown')),
    {
      ...done(message('vendor-steps.secret'), message('vendor-steps.credential-made', choices.credential)),
      retired: {
        since: '2026-04-02',
        why: message('vendor-steps.secret-not-for-sharepoint'),
        instead: certificateWords(choices),
      },
    },
    done(message('vendor-steps.describe-secret'), message('vendor-steps.secret-described')),
    done(message('vendor-steps.copy-secret'), message('vendor-steps.handed-over')),
    done(message('vendor-steps.add-permissions'), message('vendor-steps.declared')),
    {
      ...done(message('vendor-steps.choose-permissions'), message('vendor-steps.rows-in-plan')),
      retired: {
        since: '2025-08-31',
        why: message('vendor-steps.azure-ad-graph-retired'),
        instead: message('vendor-steps.calendars-by-graph'),
      },
    },
    {
      ...done(message('vendor-steps.find-full-access'), message('vendor-steps.full-access-granted')),
      retired: {
        since: '2026-10-01',
        why: message('vendor-steps.ews-ends'),
        instead: message('vendor-steps.graph-reads-mail'),
      },
    },
    done(message('vendor-steps.consent'), message('vendor-steps.granted-each')),
    {
      title: message('vendor-steps.app-inv'),
      how: 'retired',
      what: message('vendor-steps.app-inv-explained'),
      retired: acsEnded,
      oldWay: appInv(facts),
    },
    {
      title: message('vendor-steps.trust'),
      how: 'retired',
      what: message('vendor-steps.trust-explained'),
      retired: acsEnded,
    },
    {
      title: message('vendor-steps.legacy-auth'),
      how: 'choice',
      what: message(choices.legacyAuth === 'enable' ? 'vendor-steps.legacy-auth-on' : 'vendor-steps.legacy-auth-read'),
      retired: {
        since: '2026-05-01',
        why: whyLegacyAuthStays,
        instead: message('vendor-steps.legacy-auth-not-needed'),
      },
      oldWay: {
        text: message('vendor-steps.by-power-shell'),
        facts: [],
        script: legacyAuthScript(sharePointAdminOrigin(facts.sharePointOrigin)),
      },
    },
  ];
}

const certificateWords = ({ credential: { kind } }: Choices): Words =>
  message(kind === 'secret' ? 'vendor-steps.secret-alone' : 'vendor-steps.certificate-proved');

/** https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azureacs, as it was. */
function appInv({ clientId, primaryDomain, sharePointOrigin }: VendorFacts): NonNullable<UnwordedVendorStep['oldWay']> {
  return {
    text: message('vendor-steps.old-way'),
    facts: [
      {
        key: 'app-inv-page',
        label: message('vendor-steps.page'),
        value: `${sharePointAdminOrigin(sharePointOrigin)}/_layouts/15/appinv.aspx`,
        kind: 'text',
      },
      ...(clientId
        ? [{ key: 'client-id' as const, label: message('vendor-steps.app-id'), value: clientId, kind: 'id' as const }]
        : []),
      { key: 'app-domain', label: message('vendor-steps.app-domain'), value: primaryDomain, kind: 'text' },
    ],
    script: `<AppPermissionRequests AllowAppOnlyPolicy="true">
  <AppPermissionRequest Scope="http://sharepoint/content/tenant" Right="FullControl" />
</AppPermissionRequests>`,
  };
}
