import type { Application } from '../core/world.ts';
import { badRequest, invalidValue } from './refusal.ts';

/**
 * How much an application may declare depends on who may sign in to it.
 *
 * https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation
 */
export function checkLimits(application: Application): void {
  const personal = application.signInAudience.endsWith('PersonalMicrosoftAccount');
  const limits = personal ? { perApi: 30, all: 200 } : { perApi: 400, all: 400 };
  const apis = application.requiredResourceAccess.map((api) => api.resourceAccess.length);
  const all = apis.reduce((sum, count) => sum + count, 0);
  if (apis.length > 50 || all > limits.all || apis.some((count) => count > limits.perApi)) {
    throw badRequest(
      'This configuration exceeds the global application object limit. Remove some items and retry your request.',
    );
  }
  if (personal && application.passwordCredentials.length > 2) throw invalidValue('passwordCredentials', 'Application');
}

/** A role or scope that is in use must be switched off before it is changed or taken away. */
export function checkDisabledFirst(before: Application, after: Application): void {
  const permissionsOf = (application: Application) => [
    ...application.appRoles,
    ...application.api.oauth2PermissionScopes,
  ];
  const kept = new Map(permissionsOf(after).map((permission) => [permission.id, permission]));
  const lost = permissionsOf(before).some(
    (permission) => permission.isEnabled && kept.get(permission.id)?.value !== permission.value,
  );
  if (lost) {
    throw badRequest(
      'Permission (scope or role) cannot be deleted or updated unless disabled first.',
      'CannotDeleteOrUpdateEnabledEntitlement',
    );
  }
}
