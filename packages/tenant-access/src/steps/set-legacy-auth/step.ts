import { RemoteError, setLegacyAuthProtocols } from '@vplus/clients';
import type { UnwordedAsk } from '@vplus/contracts';
import { message, sentences, type Words } from '@vplus/messages';
import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { lacksScope } from '#assistant/scopes.ts';
import { offeredBy } from '#permissions/offered.ts';
import { sharePointApi } from '#permissions/permission.ts';
import { onGraph } from '#steps/change.ts';
import * as removal from '#steps/undoing.ts';
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
  title: message('set-legacy-auth.title'),
  undoTitle: message('set-legacy-auth.undo-title'),
  after: [approveAssistant.id],
  background: true,
  output: Output,
  waitingFor: message('set-legacy-auth.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 2_000,
  needs: {
    role: {
      anyOf: ['global-administrator', 'sharepoint-administrator'],
      ask: message('set-legacy-auth.who-may'),
    },
    scopes: [legacyAuthScope],
  },
  plan: {
    words: ({ connection }) => ({
      make: message(
        connection.choices.legacyAuth === 'enable'
          ? 'set-legacy-auth.plan-turns-on'
          : 'set-legacy-auth.plan-turns-back',
      ),
    }),
  },
  changes: ({ connection, memory: { legacyAuth } }) => [
    set(connection.choices.legacyAuth === 'enable' || (legacyAuth?.before ?? false)),
  ],
  async undoes({ services }) {
    const { legacyAuth } = await services.recall();
    if (!legacyAuth) return removal.stays(message('set-legacy-auth.undo-nothing'));
    const to = legacyAuth.before ? 'on' : 'off';
    return removal.restores(message('set-legacy-auth.undo-plan', { to }), set(legacyAuth.before));
  },
  byHand: {
    wants: 'script',
    ask: () => message('set-legacy-auth.by-hand'),
    // What a person switched on in SharePoint is theirs to switch off: whether they did cannot be told from a look.
    undo: null,
  },
  vendorSteps: [17],
  finds: 'legacy-auth-changed',

  async find({ services, connection }) {
    const { graph, grantedScopes } = services;
    const wanted = connection.choices.legacyAuth === 'enable';
    const [offered, settings, { legacyAuth, sharePointOrigin }] = await Promise.all([
      offeredBy(graph, connection.choices),
      graph.sharepointSettings().catch(unlessThereIsNone),
      services.recall(),
    ]);
    if (!offered.some(({ permission }) => permission.resourceAppId === sharePointApi.appId))
      return there({ enabled: null }, message('set-legacy-auth.no-sharepoint'), 'not-possible');
    if (!settings) return unknown(wanted, sharePointOrigin);
    const enabled = settings.isLegacyAuthProtocolsEnabled;
    const target = wanted || (legacyAuth ? legacyAuth.before : enabled);
    if (enabled === target)
      return wanted
        ? {
            is: 'there',
            output: { enabled },
            attention: onAsChosen,
            concerns: [{ kind: 'legacy-auth-on', what: onAsChosen }],
          }
        : there(
            { enabled },
            sentences(message(enabled ? 'set-legacy-auth.stays-on' : 'set-legacy-auth.stays-off'), whyLegacyAuthStays),
            'retired',
          );
    if (grantedScopes && lacksScope(grantedScopes, legacyAuthScope)) return { is: 'needs-you', ask: approval };
    return {
      is: 'absent',
      detail: message(target ? 'set-legacy-auth.off-and-wanted' : 'set-legacy-auth.turned-off-again'),
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

const onAsChosen = sentences(message('set-legacy-auth.on-as-chosen'), whyLegacyAuthStays);
const set = (enabled: boolean) => onGraph(message('set-legacy-auth.sets'), setLegacyAuthProtocols(enabled));

/** A tenant without SharePoint answers 400: what there is, the other read tells. */
function unlessThereIsNone(error: unknown): undefined {
  if (error instanceof RemoteError && error.fields.status === 400) return undefined;
  throw error;
}

const approval: UnwordedAsk = {
  kind: 'admin-consent',
  text: message('set-legacy-auth.approve'),
  missingScopes: [legacyAuthScope],
  alone: true,
};

const there = (
  output: z.infer<typeof Output>,
  detail: Words,
  as: 'retired' | 'not-possible',
): Finding<z.infer<typeof Output>> => ({ is: 'there', output, detail, as });

/** Only a SharePoint Administrator, a Global Administrator or a Global Reader may look: unknown, which blocks nothing. */
function unknown(wanted: boolean, sharePointOrigin: string | undefined): Finding<z.infer<typeof Output>> {
  const output = { enabled: null };
  if (!wanted) return there(output, sentences(message('set-legacy-auth.unread'), whyLegacyAuthStays), 'retired');
  return {
    is: 'there',
    output,
    attention: message('set-legacy-auth.role-lacks'),
    concerns: [],
    ask: {
      kind: 'task',
      text: sentences(message('set-legacy-auth.ask-administrator'), whyLegacyAuthStays),
      script: legacyAuthScript(sharePointAdminOrigin(sharePointOrigin)),
      answers: ['check-again'],
    },
  };
}
