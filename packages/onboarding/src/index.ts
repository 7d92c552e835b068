export { type Asked, askedOf, clientIdOf, confirmAsked } from './approval.ts';
export { begunWith } from './begun-with.ts';
export { canonicalHash } from './canonical-hash.ts';
export type { Expected } from './checks/check.ts';
export { resolvedChoices, usualChoices } from './choices.ts';
export { judgeAt } from './judge.ts';
export { type CheckOptions, makeCheck, makePlan, type PlanOptions } from './plan.ts';
export type { Connection, Memory, Services, Vault } from './ports.ts';
export { problemOf } from './problem-of.ts';
export { type RecordSources, recordOf } from './record.ts';
export { revealed } from './reveal.ts';
export { rolesOf } from './roles.ts';
export { checkScopes, lacksScope, missingScopes, neededScopes } from './scopes.ts';
export { scriptOf } from './scripts/script.ts';
export { certificatePurpose } from './sealed-certificate.ts';
export { secretPurpose } from './sealed-secret.ts';
export { handedInPurpose } from './steps/add-secret/handed-in-secret.ts';
export type { Approved } from './steps/confirm-plan/step.ts';
export type { OnboardingStep } from './steps/define-step.ts';
export { connectSteps, stepsFor } from './steps/steps.ts';
export { tenantFacts, tenantFactsWithout } from './tenant-facts.ts';
export { vendorSteps } from './vendor-steps.ts';
export {
  confirmed,
  runConnect,
  runDisconnect,
  runVerify,
  stepsOf,
  type UndoVerbOptions,
  type VerbOptions,
} from './verbs.ts';
