export { rolesOf } from './assistant/roles.ts';
export { checkScopes, lacksScope, missingScopes, neededScopes } from './assistant/scopes.ts';
export type { Expected } from './checks/check.ts';
export { lastingChoices } from './credential/replaced.ts';
export { revealed } from './credential/reveal.ts';
export { certificatePurpose } from './credential/sealed-certificate.ts';
export { secretPurpose } from './credential/sealed-secret.ts';
export { calendar, calendarOf } from './findings/calendar.ts';
export { standingLook } from './findings/standing-look.ts';
export { reportWithoutSignIn, stepsWithoutSignIn } from './findings/without-sign-in.ts';
export { canonicalHash, canonicalText } from './plan/canonical-hash.ts';
export { resolvedChoices, usualChoices } from './plan/choices.ts';
export { makeDisconnectPlan } from './plan/disconnect-plan.ts';
export { type CheckOptions, makeCheck, makePlan, type PlanOptions } from './plan/plan.ts';
export type { Connection, Memory, OpenVault, Readers, Services, Vault } from './ports.ts';
export { type RecordSources, recordOf } from './record/record.ts';
export { tenantFacts, tenantFactsWithout } from './record/tenant-facts.ts';
export { vendorSteps } from './record/vendor-steps.ts';
export { problemOf } from './refusals/problem-of.ts';
export { type Asked, askedOf, clientIdOf, confirmAsked } from './run/approval.ts';
export { begunWith } from './run/begun-with.ts';
export type { Approved } from './run/confirm-plan/step.ts';
export {
  confirmed,
  type DisconnectVerbOptions,
  runCheck,
  runConnect,
  runDisconnect,
  runVerify,
  stepsOf,
  type UndoVerbOptions,
  type VerbOptions,
} from './run/verbs.ts';
export { scriptOf } from './scripts/script.ts';
export { handedInPurpose } from './steps/add-secret/handed-in-secret.ts';
export type { TenantStep } from './steps/define-step.ts';
export { judgeAt } from './steps/judge.ts';
export { connectSteps, stepsFor } from './steps/steps.ts';
