import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { certificatePurpose } from '../credential/sealed-certificate.ts';
import { secretPurpose } from '../credential/sealed-secret.ts';
import { handOverStep } from '../credential/whereabouts.ts';
import { runConnect, runDisconnect, runVerify } from '../run/verbs.ts';
import { handedInPurpose } from '../steps/add-secret/handed-in-secret.ts';
import { stepsFor } from '../steps/steps.ts';
import { connectIn, foundIn, planIn } from '../testing/found.ts';
import { answer, type Practice, type PracticeRun, startPractice } from '../testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

/** Every situation in which some look of a step once kept something. */
const situations: Record<string, () => Promise<PracticeRun>> = {
  'nothing is there yet': async () => {
    practice = await startPractice();
    return practice.newRun();
  },
  'a secret is sealed and connected': async () => {
    practice = await startPractice();
    return (await connectIn(practice)).run;
  },
  'nothing was proved yet': async () => {
    practice = await startPractice();
    const { run } = await connectIn(practice);
    delete practice.memory.proof;
    return run;
  },
  'Microsoft refuses the secret': async () => {
    practice = await startPractice();
    const { run } = await connectIn(practice);
    delete practice.memory.proof;
    const [secret] = foundIn(practice).application.passwordCredentials;
    if (secret) secret._secret = 'another one';
    await practice.services.clock.sleep(10 * 60_000);
    return run;
  },
  'Microsoft gave the certificate another key id': async () => {
    const credential = { kind: 'both', days: 90 } as const;
    practice = await startPractice({ takesCertificate: true, choices: { credential } });
    const { run } = await connectIn(practice);
    const [certificate] = foundIn(practice).application.keyCredentials;
    if (certificate) certificate.keyId = randomUUID();
    return run;
  },
  'a person says that the values are in vPlus': async () => {
    practice = await startPractice({ choices: { registration: 'hand-over' } });
    const { run } = await connectIn(practice);
    const { application } = foundIn(practice);
    const [secret] = application.passwordCredentials;
    practice.memory[`revealed:${secret?.keyId}`] = { at: '2026-01-01T00:00:00Z', by: 'Adele Vance' };
    await practice.services.vplus.createOrganization({
      name: 'Contoso',
      tenantId: practice.tenant.id,
      clientId: application.appId,
      clientSecret: secret?._secret ?? '',
      description: 'by hand',
    });
    answer(practice, handOverStep, 'check-again');
    return run;
  },
  'a person handed a secret in': async () => {
    practice = await startPractice();
    await connectIn(practice);
    const secret = foundIn(practice).application.passwordCredentials[0]?._secret ?? '';
    for (const key of Object.keys(practice.memory) as (keyof typeof practice.memory)[]) delete practice.memory[key];
    practice.connection.choices.writes = 'by-hand';
    const run = { ...practice.newRun(), steps: stepsFor(practice.connection.choices) };
    await run.vault.seal(handedInPurpose, secret);
    return run;
  },
  'a wrong secret was handed in': async () => {
    practice = await startPractice();
    await connectIn(practice);
    practice.connection.choices.writes = 'by-hand';
    const run = { ...practice.newRun(), steps: stepsFor(practice.connection.choices) };
    delete practice.memory.handedOver;
    await run.vault.seal(handedInPurpose, 'nothing of this application');
    return run;
  },
  'it is disconnected': async () => {
    practice = await startPractice();
    await connectIn(practice);
    await runDisconnect(practice.newRun());
    return practice.newRun();
  },
  'a run failed half-way': async () => {
    practice = await startPractice();
    practice.emulator.cloud.world.weather.vplus.synchronizationFails = 'No licence left';
    const run = practice.newRun();
    await runConnect(run);
    return run;
  },
};

test.each(Object.keys(situations))('a plan and a check write nothing where %s', async (name) => {
  const run = await situations[name]?.();
  if (!run) throw new Error(name);
  const kept = async () => {
    const purposes = [secretPurpose, certificatePurpose, handedInPurpose];
    const sealed = await Promise.all(purposes.map((purpose) => run.vault.open(purpose)));
    return structuredClone({ memory: practice.memory, sealed });
  };
  const before = await kept();
  practice.mark();

  await planIn(practice, { services: run.services });
  const check = practice.newRun();
  await runVerify({ ...check, steps: run.steps, services: { ...check.services, vault: run.vault } });

  expect(await kept()).toEqual(before);
  expect(practice.writes()).toEqual([]);
});
