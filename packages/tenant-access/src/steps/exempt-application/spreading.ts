import { type Message, message } from '@vplus/messages';
import { type Refused, replicationBudgetMs } from '../define-step.ts';
import { exemptApplication } from './step.ts';

/** What Microsoft refuses until it knows everywhere that the application is exempt from a policy. */
const exemptable = ['CredentialTypeNotAllowedAsPerAppPolicy', 'CredentialInvalidLifetimeAsPerAppPolicy'];

/**
 * What a step that adds a credential waits for while the exemption of this run spreads: for as long as replication may
 * take. After that the exemption has no effect, whatever the reason.
 */
export const exemptionSpreads = ({
  fields: { service, code = '' },
  waitedMs,
  outputOf,
}: Refused): Message | undefined =>
  service === 'graph' &&
  exemptable.includes(code) &&
  waitedMs !== undefined &&
  waitedMs < replicationBudgetMs &&
  outputOf(exemptApplication)?.policyId != null
    ? message('exempt-application.spreading')
    : undefined;
