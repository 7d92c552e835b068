export { type Asked, askedOf, clientIdOf, confirmAsked } from './approval.ts';
export type { Expected } from './checks/check.ts';
export { resolvedChoices, usualChoices } from './choices.ts';
export { judgeAt } from './judge.ts';
export type { Approved } from './plan/confirm-plan.ts';
export { type CheckOptions, makeCheck, makePlan, type PlanOptions } from './plan.ts';
export type { Connection, Memory, Services, Vault } from './ports.ts';
export { problemOf } from './problem-of.ts';
export { rolesOf } from './roles.ts';
export { checkScopes, missingScopes, neededScopes } from './scopes.ts';
export { secretPurpose } from './sealed-secret.ts';
export { connectSteps } from './steps/steps.ts';
export { tenantFacts } from './tenant-facts.ts';
export {
  confirmed,
  type OnboardingStep,
  runConnect,
  runDisconnect,
  runVerify,
  stepsOf,
  type VerbOptions,
} from './verbs.ts';
