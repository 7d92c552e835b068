import { RemoteError, setLegacyAuthProtocols } from '@vplus/clients';
import type { UnwordedAsk } from '@vplus/contracts';
import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { lacksScope } from '#assistant/scopes.ts';
import { offeredBy } from '#permissions/offered.ts';
import { sharePointApi } from '#permissions/permission.ts';
import { onGraph } from '#steps/change.ts';
import { approveAssistant } from '../approve-assistant/step.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { legacyAuthScript, sharePointAdminOrigin, whyLegacyAuthStays } from './legacy-auth.ts';

/** Asked for alone, and only by those who choose to turn SharePoint's legacy authentication on. */
const legacyAuthScope = 'SharePointTenantSettings.ReadWrite.All';

const Output = z.object({
  /** null: the person's role may not read it. */
  enabled: z.nullable(z.boolean()),
});

/**
 * SharePoint's LegacyAuthProtocolsEnabled, which the vendor's page asks for: kept as it is, with the reason, unless a
 * person decides otherwise. What we turned on is remembered with what was there before, and turned back by a
 * disconnect or by the next plan that keeps it.
 * https://learn.microsoft.com/graph/api/sharepointsettings-update
 */
export const setLegacyAuth = step({
  id: 'set-legacy-auth',
  title: "SharePoint's legacy authentication (LegacyAuthProtocolsEnabled)",
  undoTitle: "Restore SharePoint's legacy authentication",
  after: [approveAssistant.id],
  background: true,
  output: Output,
  waitingFor: 'SharePoint is applying the setting',
  budgetMs: replicationBudgetMs,
  usualMs: 2_000,
  needs: {
    role: {
      anyOf: ['global-administrator', 'sharepoint-administrator'],
      ask: "SharePoint's settings can be changed by a Global Administrator or a SharePoint Administrator only.",
    },
    scopes: [legacyAuthScope],
  },
  plan: {
    words: ({ connection }) => ({
      make:
        connection.choices.legacyAuth === 'enable'
          ? "SharePoint's legacy authentication is turned on, as you chose. A disconnect restores it."
          : "SharePoint's legacy authentication is turned back to what it was.",
    }),
  },
  changes: ({ connection, memory: { legacyAuth } }) => [
    set(connection.choices.legacyAuth === 'enable' || (legacyAuth?.before ?? false)),
  ],
  byHand: {
    wants: 'script',
    ask: () => 'No script does this. Change it in SharePoint, then press Check again.',
    // What a person switched on in SharePoint is theirs to switch off: whether they did cannot be told from a look.
    undo: null,
  },
  vendorSteps: [17],

  async find({ services, connection }) {
    const { graph, grantedScopes } = services;
    const wanted = connection.choices.legacyAuth === 'enable';
    const [offered, settings, { legacyAuth, sharePointOrigin }] = await Promise.all([
      offeredBy(graph, connection.choices),
      graph.sharepointSettings().catch(unlessThereIsNone),
      services.recall(),
    ]);
    if (!offered.some(({ permission }) => permission.resourceAppId === sharePointApi.appId))
      return there({ enabled: null }, 'SharePoint is not part of this connection.', 'not-possible');
    if (!settings) return unknown(wanted, sharePointOrigin);
    const enabled = settings.isLegacyAuthProtocolsEnabled;
    const target = wanted || (legacyAuth ? legacyAuth.before : enabled);
    if (enabled === target)
      return wanted
        ? { is: 'there', output: { enabled }, attention: `It is on, as you chose. ${whyLegacyAuthStays}` }
        : there({ enabled }, `It stays ${enabled ? 'on' : 'off'}, as it was. ${whyLegacyAuthStays}`, 'retired');
    if (grantedScopes && lacksScope(grantedScopes, legacyAuthScope)) return { is: 'needs-you', ask: approval };
    return {
      is: 'absent',
      detail: target ? 'It is off, and you chose to turn it on.' : 'We turned it on; it is turned off again.',
      before: { enabled },
    };
  },

  async make({ services, connection }) {
    const { legacyAuth } = await services.recall();
    if (connection.choices.legacyAuth === 'enable') {
      // First what was there: an effect that nobody remembers could not be taken back.
      await services.remember({ legacyAuth: legacyAuth ?? { before: false } });
      await services.graph.change(set(true));
    } else if (legacyAuth) {
      await services.graph.change(set(legacyAuth.before));
      await services.remember({ legacyAuth: null });
    }
    return undefined;
  },

  async undo({ services }) {
    const { legacyAuth } = await services.recall();
    if (!legacyAuth) return;
    await services.graph.change(set(legacyAuth.before));
    await services.remember({ legacyAuth: null });
  },
});

const set = (enabled: boolean) => onGraph('Sets isLegacyAuthProtocolsEnabled', setLegacyAuthProtocols(enabled));

/** A tenant without SharePoint answers 400: what there is, the other read tells. */
function unlessThereIsNone(error: unknown): undefined {
  if (error instanceof RemoteError && error.fields.status === 400) return undefined;
  throw error;
}

const approval: UnwordedAsk = {
  kind: 'admin-consent',
  text: "You chose to turn SharePoint's legacy authentication on. Approve the one permission that this takes, or leave it off in a new plan.",
  missingScopes: [legacyAuthScope],
  alone: true,
};

const there = (
  output: z.infer<typeof Output>,
  detail: string,
  as: 'retired' | 'not-possible',
): Finding<z.infer<typeof Output>> => ({ is: 'there', output, detail, as });

/** Only a SharePoint Administrator, a Global Administrator or a Global Reader may look: unknown, which blocks nothing. */
function unknown(wanted: boolean, sharePointOrigin: string | undefined): Finding<z.infer<typeof Output>> {
  const output = { enabled: null };
  if (!wanted) return there(output, `Your role may not read it; it stays as it is. ${whyLegacyAuthStays}`, 'retired');
  return {
    is: 'there',
    output,
    attention: 'Your role may not read or turn it. A SharePoint Administrator can.',
    ask: {
      kind: 'task',
      text: `You chose to turn SharePoint's legacy authentication on; your role may not. A SharePoint Administrator can sign in here and have it checked, or run this script. ${whyLegacyAuthStays}`,
      script: legacyAuthScript(sharePointAdminOrigin(sharePointOrigin)),
      answers: ['check-again'],
    },
  };
}
