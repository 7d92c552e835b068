import { addCertificate } from './en/add-certificate.ts';
import { addSecret } from './en/add-secret.ts';
import { additions } from './en/additions.ts';
import { alerts } from './en/alerts.ts';
import { allowEws } from './en/allow-ews.ts';
import { allowLook } from './en/allow-look.ts';
import { approval } from './en/approval.ts';
import { approveAssistant } from './en/approve-assistant.ts';
import { audit } from './en/audit.ts';
import { backup } from './en/backup.ts';
import { brokenWays } from './en/broken-ways.ts';
import { calendar } from './en/calendar.ts';
import { checks } from './en/checks.ts';
import { confirmPlan } from './en/confirm-plan.ts';
import { createServicePrincipal } from './en/create-service-principal.ts';
import { database } from './en/database.ts';
import { exemptApplication } from './en/exempt-application.ts';
import { findings } from './en/findings.ts';
import { grantPermissions } from './en/grant-permissions.ts';
import { history } from './en/history.ts';
import { lockApplication } from './en/lock-application.ts';
import { organization } from './en/organization.ts';
import { permissions } from './en/permissions.ts';
import { plan } from './en/plan.ts';
import { practice } from './en/practice.ts';
import { problems } from './en/problems.ts';
import { proof } from './en/proof.ts';
import { reconciler } from './en/reconciler.ts';
import { refusals } from './en/refusals.ts';
import { registerApplication } from './en/register-application.ts';
import { registerOrganization } from './en/register-organization.ts';
import { removeLeftovers } from './en/remove-leftovers.ts';
import { removeReplaced } from './en/remove-replaced.ts';
import { roles } from './en/roles.ts';
import { runs } from './en/runs.ts';
import { scripts } from './en/scripts.ts';
import { server } from './en/server.ts';
import { setLegacyAuth } from './en/set-legacy-auth.ts';
import { settings } from './en/settings.ts';
import { steps } from './en/steps.ts';
import { synchronizeInventory } from './en/synchronize-inventory.ts';
import { tenantPolicies } from './en/tenant-policies.ts';
import { text } from './en/text.ts';
import { vaultKey } from './en/vault-key.ts';
import { vendorSteps } from './en/vendor-steps.ts';
import { verifyAccess } from './en/verify-access.ts';
import { vplusRefusals } from './en/vplus-refusals.ts';
import { vplusServers } from './en/vplus-servers.ts';
import { waits } from './en/waits.ts';

/** Every message in the source language. One file per area. */
export const english = {
  ...addCertificate,
  ...addSecret,
  ...additions,
  ...alerts,
  ...allowEws,
  ...allowLook,
  ...approval,
  ...approveAssistant,
  ...audit,
  ...backup,
  ...brokenWays,
  ...calendar,
  ...checks,
  ...confirmPlan,
  ...createServicePrincipal,
  ...database,
  ...exemptApplication,
  ...findings,
  ...grantPermissions,
  ...history,
  ...lockApplication,
  ...organization,
  ...permissions,
  ...plan,
  ...practice,
  ...problems,
  ...proof,
  ...reconciler,
  ...refusals,
  ...registerApplication,
  ...registerOrganization,
  ...removeLeftovers,
  ...removeReplaced,
  ...roles,
  ...runs,
  ...scripts,
  ...server,
  ...setLegacyAuth,
  ...settings,
  ...steps,
  ...synchronizeInventory,
  ...tenantPolicies,
  ...text,
  ...vaultKey,
  ...vendorSteps,
  ...verifyAccess,
  ...vplusRefusals,
  ...vplusServers,
  ...waits,
} as const;

export type MessageKey = keyof typeof english;
