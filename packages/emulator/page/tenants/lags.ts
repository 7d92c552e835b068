import type { TenantView } from '#cloud/control/views.ts';

type Replication = TenantView['weather']['replication'];

export const lags: { of: keyof Replication; label: string }[] = [
  { of: 'applications', label: 'New or changed applications show after' },
  { of: 'servicePrincipals', label: 'New or changed service principals show after' },
  { of: 'grants', label: 'New permission grants show after' },
  { of: 'credentials', label: 'New secrets and certificates work after' },
  { of: 'roles', label: 'New roles are in tokens after' },
  { of: 'consent', label: 'Consent is known after' },
];

/** Milliseconds. */
export const lagPresets: { name: string; replication: Replication }[] = [
  {
    name: 'None',
    replication: { applications: 0, servicePrincipals: 0, grants: 0, credentials: 0, roles: 0, consent: 0 },
  },
  {
    name: 'Usual',
    replication: {
      applications: 500,
      servicePrincipals: 700,
      grants: 800,
      credentials: 1500,
      roles: 1200,
      consent: 300,
    },
  },
  {
    name: 'Slow',
    replication: {
      applications: 6000,
      servicePrincipals: 8000,
      grants: 7000,
      credentials: 12_000,
      roles: 10_000,
      consent: 6000,
    },
  },
  {
    name: 'Very slow',
    replication: {
      applications: 60_000,
      servicePrincipals: 60_000,
      grants: 60_000,
      credentials: 90_000,
      roles: 120_000,
      consent: 60_000,
    },
  },
];
