import { additions } from './en/additions.ts';
import { allowEws } from './en/allow-ews.ts';
import { approval } from './en/approval.ts';
import { checks } from './en/checks.ts';
import { confirmPlan } from './en/confirm-plan.ts';
import { lockApplication } from './en/lock-application.ts';
import { permissions } from './en/permissions.ts';
import { plan } from './en/plan.ts';
import { reconciler } from './en/reconciler.ts';
import { registerApplication } from './en/register-application.ts';
import { roles } from './en/roles.ts';
import { steps } from './en/steps.ts';
import { text } from './en/text.ts';

/** Every message in the source language. One file per area. */
export const english = {
  ...additions,
  ...allowEws,
  ...approval,
  ...checks,
  ...confirmPlan,
  ...lockApplication,
  ...permissions,
  ...plan,
  ...reconciler,
  ...registerApplication,
  ...roles,
  ...steps,
  ...text,
} as const;

export type MessageKey = keyof typeof english;
