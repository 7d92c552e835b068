import type { SignInRefusal } from './refusal.ts';

/** The tenant itself, its services, its cloud, and Microsoft’s own troubles. */
export const tenantRefusals: readonly SignInRefusal[] = [
  {
    numbers: [650052, 650054, 500011],
    helper: 'administrator',
    problem: 'service-not-in-tenant',
    title: '{tenant|Your tenant} has no {service|such service}',
    sentence: 'So Microsoft cannot give its permission: the service is not licensed, or was removed.',
    remedy: 'Check the licences of the tenant, or leave this service out of the plan.',
  },
  {
    numbers: [90002, 900023, 90019, 50059],
    helper: 'you',
    problem: 'tenant-unknown',
    title: 'Microsoft does not find this tenant',
    sentence: 'There is no tenant {tenant|of this name} in this cloud.',
    remedy:
      'Check the domain or the tenant id for a typing mistake. A tenant of another cloud needs the assistant of that cloud.',
  },
  {
    numbers: [90038, 90043, 90051, 900432],
    helper: 'you',
    problem: 'tenant-in-other-cloud',
    title: 'This tenant is in another cloud',
    sentence:
      '{tenant|Your tenant} is in {cloud|another of Microsoft’s clouds}, and this assistant is set up for a different one.',
    remedy: 'Use the assistant that was set up for that cloud; whoever runs this one knows its address.',
  },
  {
    numbers: [5000224],
    helper: 'administrator',
    problem: 'tenant-gone',
    title: 'Microsoft does not know this tenant any more',
    sentence: '{tenant|The tenant} is not available. It may have been deleted.',
    remedy: 'Check the tenant id with its administrator. Nothing more can be done here.',
  },
  {
    numbers: [90055, 90006, 90024, 90033, 90090, 50033, 90012],
    helper: 'nobody',
    problem: 'microsoft-busy',
    title: 'Microsoft is busy',
    sentence: 'Its sign-in servers cannot answer at the moment. Nothing is lost.',
    remedy: 'Wait a minute and try again.',
  },
];
