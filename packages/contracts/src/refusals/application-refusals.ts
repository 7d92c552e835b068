import { patience } from './patience.ts';
import type { SignInRefusal } from './refusal.ts';
import { wrongRegistration, wrongSetUp } from './wrong-set-up.ts';

const newCredential = 'A new client secret takes its place. Where a script adds it, you are asked to run the script.';

/** Applications, their credentials and addresses: of this assistant, and of the one that was made for vPlus. */
export const applicationRefusals: readonly SignInRefusal[] = [
  {
    numbers: [50011, 500113, 900971, 70004],
    ...wrongSetUp,
    title: 'The address of this assistant is not registered',
    sentence: 'Microsoft does not accept {address|the address of this assistant} as a return address.',
    remedy: 'Whoever runs this assistant must add {address|its address} to its registration, word for word.',
  },
  {
    numbers: [70011, 28002, 28003, 650053, 700022, 700023, 1002012],
    ...wrongSetUp,
    sentence: 'It asks for permissions in a way that Microsoft does not accept. Nothing was changed.',
  },
  { numbers: [7000114], ...wrongSetUp, sentence: 'Microsoft does not let it act on behalf of a person.' },
  { numbers: [90009], ...wrongSetUp, sentence: 'It asks for a token for itself by the wrong name.' },
  {
    numbers: [7000216, 7000218, 700021, 700025, 90014, 90023, 900144, 9002313],
    ...wrongSetUp,
    sentence: 'It authenticates in a way that its registration does not allow. Nothing was changed.',
  },
  {
    numbers: [700024],
    ...wrongSetUp,
    title: 'The clock of this assistant is wrong',
    sentence: 'What the assistant signs carries a time that Microsoft does not accept. Nothing was changed.',
    remedy: 'Whoever runs this assistant must set the clock of its server by a time server (NTP).',
  },
  {
    numbers: [7000215, 70002],
    helper: 'you',
    problem: 'secret-wrong',
    title: 'The stored client secret is wrong',
    sentence: 'Microsoft does not accept the application’s secret. Was the secret’s ID pasted instead of its value?',
    remedy: `Try again. ${newCredential}`,
    fresh: {
      after: 'making',
      forMs: patience.credential,
      helper: 'nobody',
      problem: 'microsoft-spreading',
      title: 'Waiting for the new secret to become valid',
      sentence: 'Microsoft is still replicating the new secret, which usually takes some seconds.',
      remedy: 'Wait a minute and try again.',
    },
    assistant: wrongRegistration(
      'Microsoft does not take the client secret of this assistant itself.',
      'Its configuration must hold the value of a live secret, not the secret’s ID.',
    ),
  },
  {
    numbers: [7000222],
    helper: 'you',
    problem: 'secret-expired',
    title: 'The client secret has expired',
    sentence: 'The secret that vPlus signs in with ended {date|on its last day}.',
    remedy: `Try again. ${newCredential}`,
    assistant: wrongRegistration(
      'The client secret of this assistant itself has expired.',
      'A new one must be added to its registration and configuration.',
    ),
  },
  {
    numbers: [700027, 700030, 50012],
    helper: 'you',
    problem: 'certificate-mismatch',
    title: 'The certificate does not match',
    sentence:
      'The certificate that was used is not registered on the application, has expired, or its signature is wrong.',
    remedy: 'Try again. The certificate is registered again.',
    fresh: {
      after: 'making',
      forMs: patience.credential,
      helper: 'nobody',
      problem: 'microsoft-spreading',
      title: 'Waiting for the new certificate to become valid',
      sentence: 'Microsoft is still replicating the new certificate, which usually takes some seconds.',
      remedy: 'Wait a minute and try again.',
    },
    assistant: wrongRegistration(
      'Microsoft does not take the certificate of this assistant itself.',
      'The certificate of its configuration must be registered and must not have expired.',
    ),
  },
  {
    numbers: [7000112, 70001, 1000031],
    helper: 'administrator',
    problem: 'application-disabled',
    title: 'The application is switched off in {tenant|your tenant}',
    sentence: 'It is there, but may not sign in: while that is so, vPlus cannot back anything up.',
    remedy:
      'Find out who switched it off, and why. Then make a new plan here and approve it, which switches it on again; or enable it yourself under Enterprise applications, Properties.',
    fresh: {
      after: 'making',
      forMs: patience.credential,
      helper: 'nobody',
      problem: 'microsoft-spreading',
      title: 'Microsoft is spreading a change of the application',
      sentence: 'It was changed a moment ago, and not every server of Microsoft knows it yet.',
      remedy: 'Wait a minute and try again.',
    },
    assistant: {
      helper: 'administrator',
      problem: 'assistant-not-approved',
      title: 'This assistant is switched off in {tenant|your tenant}',
      sentence: 'It was approved there, but somebody has disabled its enterprise application.',
      remedy: 'Have it enabled under Enterprise applications, Properties, and try again.',
    },
  },
  {
    numbers: [700016, 700011, 7000229],
    helper: 'administrator',
    problem: 'application-gone',
    title: 'The application was deleted in {tenant|your tenant}',
    sentence: 'Microsoft does not find it there, or finds its registration without its enterprise application.',
    remedy:
      'Make a new plan and approve it: for thirty days a deleted application is restored, later it is made anew. If somebody removed it on purpose, ask them first.',
    fresh: {
      after: 'making',
      forMs: patience.application,
      helper: 'nobody',
      problem: 'microsoft-spreading',
      title: 'Microsoft is still replicating the new application',
      sentence: 'It was created a moment ago, and not every Microsoft server knows it yet.',
      remedy: 'Wait a minute and try again.',
    },
    assistant: {
      helper: 'administrator',
      problem: 'assistant-not-approved',
      title: 'Microsoft does not find this assistant in {tenant|your tenant}',
      sentence: 'It was never approved there, was deleted, or the approval is very new.',
      remedy: 'If it was approved just now, try again in a minute. Otherwise approve it again.',
    },
  },
];
