import { workloadRefusals } from '@vplus/contracts/refusals';
import { message, sentences, type Words } from '@vplus/messages';
import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { reading } from '#assistant/roles.ts';
import { probingStep } from '#credential/whereabouts.ts';
import { exchangeApi } from '#permissions/permission.ts';
import type { ReadSeen } from '#proof/seen.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { grantPermissions } from '../grant-permissions/step.ts';
import { registerApplication } from '../register-application/step.ts';
import { verifyAccess } from '../verify-access/step.ts';
import { ewsScript } from './ews-script.ts';

const Output = z.object({ works: z.nullable(z.boolean()) });

/**
 * The condition behind full_access_as_app: Exchange Web Services are on in this tenant and, where a list of allowed
 * applications is in use, ours is on it. Microsoft ends them for everybody on 1 April 2027.
 *
 * Nothing that an administrator's token reaches can read or turn the switch. What the proof saw is believed; where
 * it is off, a person runs the command and has it checked again, which proves anew. It holds nothing up: until then
 * the tenant is connected with something left to do.
 */
export const allowEws = step({
  id: probingStep,
  title: message('allow-ews.title'),
  after: [verifyAccess.id, grantPermissions.id],
  output: Output,
  waitingFor: message('allow-ews.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 1_000,
  needs: { role: reading, scopes: [] },
  plan: {
    words: () => ({
      make: message('allow-ews.plan'),
      calls: [],
    }),
    action: () => 'check',
  },
  byHand: 'as-ever',
  vendorSteps: [13],
  finds: 'ews-closed',

  async find({ services, outputOf }) {
    const registered = outputOf(registerApplication);
    const grants = outputOf(grantPermissions);
    if (!registered || !grants || !outputOf(verifyAccess))
      return { is: 'cannot-look', why: message('allow-ews.nothing-proved') };
    if (!grants.granted.some((key) => key.startsWith(`${exchangeApi.appId}/`)))
      return without(message('allow-ews.no-permission'));

    const { proof } = await services.recall();
    const seen = proof?.reads.find(({ key }) => key === 'ews');
    const row = proof?.rows.find(({ key }) => key === 'ews');
    if (seen?.outcome === 'works')
      return {
        is: 'there',
        output: { works: true },
        detail: sentences(message('allow-ews.answered'), end),
      };
    if (!seen || seen.outcome === 'nothing')
      return without(message('allow-ews.not-tried', { why: row?.note ?? message('allow-ews.no-mailbox') }));
    const unknown = sentences(message('allow-ews.not-known'), ...(row?.note ? [row.note] : []), end);
    if (!isBlocked(seen))
      return {
        is: 'there',
        output: { works: seen.outcome === 'unproved' ? null : false },
        attention: unknown,
        concerns: [{ kind: 'ews-unproved', what: unknown }],
      };
    return {
      is: 'there',
      output: { works: false },
      attention: sentences(message('allow-ews.closed', { status: seen.status ?? '' }), end),
      ask: {
        kind: 'task',
        text: sentences(message('allow-ews.ask'), message('allow-ews.may-take-a-day'), end),
        facts: [
          { key: 'client-id', label: message('register-application.client-id'), value: registered.appId, kind: 'id' },
        ],
        script: ewsScript(registered.appId),
        answers: ['check-again'],
      },
    };
  },
});

/** 401 and 403 are how Exchange answers an application that it does not let in; an earlier build kept no code. */
const isBlocked = ({ outcome, code, status }: ReadSeen): boolean =>
  code === undefined
    ? outcome !== 'unproved' && (status === 401 || status === 403)
    : ewsBlocked.codes.some((one) => one === code);

const { ewsBlocked } = workloadRefusals;
const end = message('allow-ews.end');

const without = (detail: Words): Finding<z.infer<typeof Output>> => ({
  is: 'there',
  as: 'not-possible',
  output: { works: null },
  detail,
});
