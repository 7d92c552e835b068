import { type ApplicationBody, upsertApplication, upsertServicePrincipal } from '@vplus/clients';
import { afterEach, expect, test } from 'vitest';
import { uniqueNameOf } from '../application/naming.ts';
import { type Practice, startPractice } from '../testing/practice.ts';
import { handOn } from './handed-on.ts';

let practice: Practice;
afterEach(() => practice.close());

test('what the comparison has read is read no second time by the first who asks next', async () => {
  practice = await startPractice();
  const { first, next } = handOn(practice.services, 2);
  const name = uniqueNameOf(practice.connection);
  const found = await first.graph.application(name);
  practice.mark();

  expect(await next.graph.application(name)).toEqual(found);
  expect(practice.requests()).toEqual([]);
});

test('whoever asks again after that asks Microsoft, and so does who asks for something else', async () => {
  practice = await startPractice();
  const { first, next } = handOn(practice.services, 2);
  const name = uniqueNameOf(practice.connection);
  await first.graph.application(name);
  await next.graph.application(name);
  practice.mark();

  await next.graph.application(name);
  await next.graph.application('another');

  expect(practice.requests()).toHaveLength(2);
});

test('what was read some seconds ago is read anew', async () => {
  practice = await startPractice();
  const { first, next } = handOn(practice.services, 2);
  const name = uniqueNameOf(practice.connection);
  await first.graph.application(name);
  await practice.services.clock.sleep(5_000);
  practice.mark();

  await next.graph.application(name);

  expect(practice.requests()).toHaveLength(1);
});

test('the application that was created a moment ago is looked at by its answer, until something is written', async () => {
  practice = await startPractice();
  const { next } = handOn(practice.services, 2);
  const made = await next.graph.change(upsertApplication(uniqueNameOf(practice.connection), registered));
  if (!made) throw new Error('It was to be created.');
  practice.mark();

  const [forSecret, forCertificate] = [
    await next.graph.applicationById(made.id),
    await next.graph.applicationById(made.id),
  ];
  const principal = await next.graph.servicePrincipal(made.appId);

  expect([forSecret, forCertificate, principal]).toEqual([made, made, null]);
  expect(practice.requests()).toEqual([]);
  expect((await practice.services.graph.applicationById(made.id))?.appId).toBe(made.appId);
});

test('what was written into the application since is seen, and one that was there is asked for', async () => {
  practice = await startPractice();
  const { next } = handOn(practice.services, 2);
  const name = uniqueNameOf(practice.connection);
  const made = await next.graph.change(upsertApplication(name, registered));
  if (!made) throw new Error('It was to be created.');

  const { keyId } = await next.graph.addPassword(made.id, { displayName: 'one', endDateTime: '2027-01-01T00:00:00Z' });
  const seen = await next.graph.applicationById(made.id);
  await next.graph.change(upsertApplication(name, registered));
  practice.mark();
  await next.graph.applicationById(made.id);

  expect(seen?.passwordCredentials.map((one) => one.keyId)).toEqual([keyId]);
  expect(practice.requests()).toHaveLength(1);
});

test('a service principal that was created a moment ago has no grants, and is asked when it is looked at again', async () => {
  practice = await startPractice();
  const { next } = handOn(practice.services, 2);
  const made = await next.graph.change(upsertApplication(uniqueNameOf(practice.connection), registered));
  const principal = made && (await next.graph.change(upsertServicePrincipal(made.appId, { tags: [] })));
  if (!principal) throw new Error('It was to be created.');
  practice.mark();

  expect(await next.graph.assignments(principal.id)).toEqual([]);
  expect(practice.requests()).toEqual([]);
  await next.graph.assignments(principal.id);
  expect(practice.requests()).toHaveLength(1);
});

const registered: ApplicationBody = {
  displayName: 'vPlus Backup',
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccess: [],
  tags: [],
  notes: '',
};
