import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { ewsScript } from '../ews-script.ts';
import { exchangeApi } from '../permissions/permission.ts';
import { probingStep } from '../whereabouts.ts';
import { grantPermissions } from './grant-permissions.ts';
import { registerApplication } from './register-application.ts';
import { replicationBudgetMs, step } from './step.ts';
import { verifyAccess } from './verify-access.ts';

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
  title: 'Let the application use Exchange Web Services',
  after: [verifyAccess.id, grantPermissions.id],
  output: Output,
  waitingFor: 'Exchange is taking the change',
  budgetMs: replicationBudgetMs,
  usualMs: 1_000,

  async find({ services, outputOf }) {
    const registered = outputOf(registerApplication);
    const grants = outputOf(grantPermissions);
    if (!registered || !grants || !outputOf(verifyAccess)) return { is: 'cannot-look', why: 'Nothing is proved yet' };
    if (!grants.granted.some((key) => key.startsWith(`${exchangeApi.appId}/`)))
      return without('Its permission is not part of this connection.');

    const { proof } = await services.recall();
    const seen = proof?.reads.find(({ key }) => key === 'ews');
    if (seen?.outcome === 'works') return { is: 'there', output: { works: true }, detail: `They answered. ${end}` };
    if (!seen || seen.outcome === 'nothing') return without('Nobody here has a mailbox to try them on.');
    return {
      is: 'there',
      output: { works: false },
      attention: `Exchange Web Services are closed to this application. ${end}`,
      ask: {
        kind: 'task',
        text: `full_access_as_app is granted, but Exchange Web Services are off here, or only for applications on a list. An Exchange Administrator opens them with this script; it appends to a list that is in use and leaves an empty one empty. ${end}`,
        facts: [{ label: 'Client ID', value: registered.appId, kind: 'id' }],
        script: ewsScript(registered.appId),
        answers: ['check-again'],
      },
    };
  },
});

const end = 'Microsoft ends them for everybody on 1 April 2027.';

const without = (detail: string): Finding<z.infer<typeof Output>> => ({
  is: 'there',
  as: 'not-possible',
  output: { works: null },
  detail,
});
