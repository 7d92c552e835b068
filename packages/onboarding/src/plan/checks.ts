import { RemoteError } from '@vplus/clients';
import type { CheckView, DirectoryRole } from '@vplus/contracts';
import type { Offered } from '../permissions/offered.ts';
import { apis, exchangeApi } from '../permissions/permission.ts';
import { permissions } from '../permissions/permissions.ts';
import type { Connection, Services } from '../ports.ts';
import { problemOf } from '../problem-of.ts';
import { roleNeeds } from '../roles.ts';
import { secretPolicy } from './app-policy.ts';

/** The roles of the person against what the steps need; what the token does not say is unknown, never blocked. */
export function checkRoles(roles: DirectoryRole[] | null): CheckView {
  const check = { id: 'role', title: 'Your role' };
  if (!roles)
    return {
      ...check,
      state: 'unknown',
      finding: 'Your sign-in does not tell your roles. Microsoft decides step by step.',
    };

  const has = (anyOf: DirectoryRole[]) => anyOf.some((role) => roles.includes(role));
  const { 'register-application': registering, 'grant-permissions': granting } = roleNeeds;
  const mayRegister = has(registering?.anyOf ?? []);
  const mayGrant = has(granting?.anyOf ?? []);
  if (mayRegister && mayGrant) return { ...check, state: 'ok', finding: 'You may do every step.' };
  if (mayGrant)
    return {
      ...check,
      state: 'attention',
      finding:
        'You may grant the permissions, but register the application only if your tenant lets every member do so.',
      remedy: 'If it is refused, activate Cloud Application Administrator too, or ask a Global Administrator.',
    };
  return {
    ...check,
    state: 'blocked',
    finding: mayRegister
      ? 'You may register the application, but not grant permissions of Microsoft Graph.'
      : 'You may neither register the application nor grant permissions.',
    remedy:
      'Ask a Global Administrator, or a Privileged Role Administrator who is also Cloud Application Administrator.',
  };
}

/** Whether the tenant has the three services that are to be backed up. */
export function checkServices(offered: Offered[]): CheckView {
  const check = { id: 'services', title: 'Microsoft 365 services' };
  const missing = apis.filter(({ appId }) => !offered.some(({ permission }) => permission.resourceAppId === appId));
  if (missing.length > 0)
    return {
      ...check,
      state: 'attention',
      finding: `This tenant has no ${missing.map(({ name }) => name).join(' and no ')}. The rest can be connected.`,
      remedy: 'Connect again once the service is there: what is missing will be added.',
    };
  if (offered.length < permissions.length)
    return {
      ...check,
      state: 'attention',
      finding: `This tenant offers ${offered.length} of the ${permissions.length} permissions.`,
    };
  return { ...check, state: 'ok', finding: `All services are there and offer all ${permissions.length} permissions.` };
}

export async function checkVplus({ vplus }: Services, { vplusServer }: Connection): Promise<CheckView> {
  const check = { id: 'vplus', title: 'vPlus server' };
  try {
    const { organizations } = await vplus.probe();
    return { ...check, state: 'ok', finding: `"${vplusServer.name}" answers; it has ${organizations} organizations.` };
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    const { title, remedy } = problemOf(error).toView();
    return { ...check, state: 'blocked', finding: `${title}.`, remedy };
  }
}

export async function checkPolicy({ graph }: Services, { choices }: Connection): Promise<CheckView> {
  const check = { id: 'secret-policy', title: 'Policy on client secrets' };
  const { days } = choices.credential;
  const policy = secretPolicy(await graph.defaultAppManagementPolicy());
  if (policy.is === 'unknown')
    return {
      ...check,
      state: 'unknown',
      finding: 'Your role may not read the policy. Microsoft decides when the secret is added.',
    };
  if (policy.is === 'free') return { ...check, state: 'ok', finding: 'Client secrets are allowed.' };
  const state = policy.exceptions ? 'attention' : 'blocked';
  if (policy.is === 'forbidden')
    return {
      ...check,
      state,
      finding: 'A policy of your organization forbids client secrets.',
      remedy: 'Ask a Security Administrator for an exception for this application.',
    };
  if (policy.days >= days)
    return { ...check, state: 'ok', finding: `Client secrets may live ${policy.days} days; ours lives ${days}.` };
  return {
    ...check,
    state,
    finding: `A policy of your organization lets client secrets live ${policy.days} days; ours would live ${days}.`,
    remedy: 'Ask a Security Administrator for an exception for this application.',
  };
}

/** Nothing that this assistant may use can read the switch: the proof will show whether it is on. */
export function checkExchange(offered: Offered[]): CheckView[] {
  if (!offered.some(({ permission }) => permission.resourceAppId === exchangeApi.appId)) return [];
  return [
    {
      id: 'ews',
      title: 'Exchange Web Services',
      state: 'unknown',
      finding:
        'Microsoft is switching them off tenant by tenant, for good on 1 April 2027. Whether they work here is shown once the application is there.',
    },
  ];
}
