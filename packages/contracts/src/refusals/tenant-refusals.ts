import type { SignInRefusal } from './refusal.ts';

/** The tenant itself, its services, its cloud, and Microsoft’s own troubles. */
export const tenantRefusals: readonly SignInRefusal[] = [
  {
    numbers: [650052, 650054, 500011],
    helper: 'administrator',
    problem: 'service-not-in-tenant',
    title: '{tenant|Your tenant} has no {service|such service}',
    sentence: 'Microsoft cannot grant its permissions: the service is not licensed, or was removed.',
    remedy: 'Check the licences of the tenant, or leave this service out of the plan.',
  },
  {
    // The second one says "disabled or does not exist".
    numbers: [500014, 50001],
    helper: 'administrator',
    problem: 'service-disabled',
    title: '{service|A service of Microsoft} is switched off in {tenant|your tenant}',
    sentence:
      'Microsoft issues no token for it: somebody disabled its enterprise application, or a subscription has lapsed.',
    remedy:
      'Renew the subscription, or enable the service under Enterprise applications (application type “Microsoft Applications”). It may take some minutes to work again. What vPlus backs up from the other services goes on.',
  },
  {
    numbers: [90002, 900023, 90019, 50059, 50128],
    helper: 'you',
    problem: 'tenant-unknown',
    title: 'Microsoft cannot find this tenant',
    sentence: 'There is no tenant {tenant|of this name} in this cloud.',
    remedy:
      'Check the domain or the tenant ID for typing mistakes. A tenant of another cloud needs the assistant of that cloud.',
  },
  {
    numbers: [90038, 90043, 90051, 900382, 900432],
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
    title: 'Microsoft no longer knows this tenant',
    sentence: '{tenant|The tenant} is not available. It may have been deleted.',
    remedy: 'Check the tenant ID with its administrator. Nothing more can be done here.',
  },
  {
    numbers: [90055, 90006, 90024, 90033, 90090, 90091, 50000, 50033, 50087, 50088, 50166, 90012, 501621],
    helper: 'nobody',
    problem: 'microsoft-busy',
    title: 'Microsoft is busy',
    sentence: 'Its sign-in servers cannot answer at the moment. Nothing is lost.',
    remedy: 'Wait a minute and try again.',
  },
  {
    numbers: [20001, 20012, 20033, 40008, 40009, 40010, 40015, 80001, 80002, 80005, 80007, 80014],
    helper: 'administrator',
    problem: 'sign-in-elsewhere',
    title: 'The sign-in system of {tenant|your organization} does not work',
    sentence:
      'Passwords are checked by your organization itself (federation, or an agent beside Active Directory), and that did not answer as it should.',
    remedy: 'Try again in some minutes. If it stays, ask whoever runs sign-in there, or use a cloud-only account.',
  },
];
