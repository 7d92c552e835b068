import {
  changeAlertChannel,
  listAlertChannels,
  listAlertDeliveries,
  makeAlertChannel,
  removeAlertChannel,
  replayAlertDelivery,
  replayFailedAlerts,
  rotateAlertSecret,
  testAlertChannel,
} from './alerts.ts';
import {
  approve,
  createApproval,
  getApproval,
  getApprovalRequest,
  listApprovals,
  revokeApproval,
} from './approvals.ts';
import { exportAudit, exportTenantAudit, listAudit, listTenantAudit } from './audit.ts';
import {
  listAllCalendarFeeds,
  listCalendarFeeds,
  makeCalendarFeed,
  makeCalendarFeedOfAll,
  readCalendarFeed,
  revokeCalendarFeed,
} from './calendar-feeds.ts';
import { runCheck } from './checks.ts';
import { makeDisconnectPlan } from './disconnect-plans.ts';
import type { Endpoint } from './endpoint.ts';
import { acceptFinding, acknowledgeFinding, checkTenant, reopenFinding } from './findings.ts';
import { makePlan } from './plans.ts';
import { getRecord } from './records.ts';
import { cancelRun, getRun, resumeRun, startRun, watchRun } from './runs.ts';
import { getScript, handInSecret } from './scripts.ts';
import { getConfig, getHealth, getReadiness, getSession } from './session.ts';
import { getSupportBundle } from './support.ts';
import { answerTask, revealOnce } from './tasks.ts';
import { getArrival, getTenant, listTenants, removeAssistant } from './tenants.ts';
import { getVendorSteps } from './vendor-steps.ts';

/** All of them: what OpenAPI describes and what the API's tests walk over. */
export const endpoints: readonly Endpoint[] = [
  getConfig,
  getHealth,
  getReadiness,
  getSession,
  listTenants,
  getTenant,
  getArrival,
  makePlan,
  makeDisconnectPlan,
  runCheck,
  getScript,
  startRun,
  getRun,
  watchRun,
  cancelRun,
  resumeRun,
  getSupportBundle,
  handInSecret,
  getRecord,
  revealOnce,
  answerTask,
  getVendorSteps,
  removeAssistant,
  acceptFinding,
  acknowledgeFinding,
  reopenFinding,
  checkTenant,
  createApproval,
  listApprovals,
  getApproval,
  getApprovalRequest,
  approve,
  revokeApproval,
  listAlertChannels,
  makeAlertChannel,
  changeAlertChannel,
  rotateAlertSecret,
  testAlertChannel,
  listAlertDeliveries,
  replayAlertDelivery,
  replayFailedAlerts,
  removeAlertChannel,
  listAudit,
  exportAudit,
  listTenantAudit,
  exportTenantAudit,
  listCalendarFeeds,
  makeCalendarFeed,
  listAllCalendarFeeds,
  makeCalendarFeedOfAll,
  revokeCalendarFeed,
  readCalendarFeed,
] as unknown as readonly Endpoint[];
