import { setTimeout as wait } from 'node:timers/promises';
import { approve, signIn } from '@vplus/api/testing/sign-in';
import {
  isLive,
  type PlanView,
  type RunEvent,
  type RunView,
  type SomeChoices,
  type TenantPage,
  type TenantView,
} from '@vplus/contracts';
import type { Description } from '@vplus/emulator';
import { patientClient } from './patient-client.ts';

/** Every worker has looked for due checks once more by then. */
const secondLookMs = 7000;

/** The administrators of as many tenants, signed in and with a plan before them. */
export interface Crowd {
  tenantIds: string[];
  /** Every one of them presses *Approve*, all at once. */
  connectAll(): Promise<void>;
  /** How much of all steps is done, 0 to 1. */
  progress(): Promise<number>;
  /** The runs when each has ended or waits for a person. */
  allEnded(): Promise<RunView[]>;
  /** Every one of them asks for a check, all at once. How often each tenant was checked, some time after the last one. */
  checkAll(): Promise<number[]>;
  /** Every one of them has a plan before them that replaces all credentials. */
  planRotation(): Promise<void>;
  /** By run. */
  events(): Promise<Map<string, RunEvent[]>>;
}

export async function gather(cloud: Description, origins: string[], size: number): Promise<Crowd> {
  const { identity, graph, tenants, clients } = cloud;
  const clientId = clients.find(({ redirectUris }) => redirectUris.some((uri) => uri.endsWith('/consent-return')));
  if (!clientId) throw new Error('The practice cloud does not know the assistant');
  const ask = patientClient(origins);
  const visitor = (tenantId: string, username: string) => {
    const person = tenants
      .find(({ id }) => id === tenantId)
      ?.people.find((found) => found.username.startsWith(`${username}@`));
    if (!person) throw new Error(`Nobody is called ${username} there`);
    return { identity, tenant: tenantId, clientId: clientId.clientId, person: { tenantId, id: person.id } };
  };
  const operator = await signIn(visitor(clientId.tenantId, 'operator'));

  const crowd = tenants.filter(({ domain }) => domain.startsWith('crowd-')).slice(0, size);
  const planOf = async (token: string, tenantId: string, choices?: SomeChoices) => {
    const { body } = await ask<PlanView>(token, 'POST', `/tenants/${tenantId}/plans`, choices ? { choices } : {});
    if (!body.hash) throw new Error(`No plan: ${JSON.stringify(body)}`);
    return body.hash;
  };
  const members = await inTens(crowd, async ({ id: tenantId }) => {
    const ada = visitor(tenantId, 'ada');
    await approve(ada, `${graph}/.default`);
    const token = await signIn(ada);
    return { tenantId, token, planHash: await planOf(token, tenantId), runId: '' };
  });
  type Member = (typeof members)[number];

  /** After a reply that was lost, the next try is told which run is at work already. */
  const connect = async (member: Member) => {
    const { tenantId, token, planHash } = member;
    const { status, body } = await ask<RunView & { code: string; runId: string }>(
      token,
      'POST',
      `/tenants/${tenantId}/runs`,
      { verb: 'connect', planHash },
    );
    if (status !== 200 && body.code !== 'run-already-active') throw new Error(`No run: ${JSON.stringify(body)}`);
    member.runId = status === 200 ? body.id : body.runId;
  };
  const viewOf = async ({ token, runId }: Member) => (await ask<RunView>(token, 'GET', `/runs/${runId}`)).body;

  return {
    tenantIds: members.map(({ tenantId }) => tenantId),
    connectAll: async () => {
      await Promise.all(members.map(connect));
    },
    progress: async () => {
      let done = 0;
      let all = 0;
      for (let page = 0; all < members.length && page < 10; page += 1) {
        const path = `/tenants?size=200&page=${page}&search=crowd`;
        const { tenants: found } = (await ask<TenantPage>(operator, 'GET', path)).body;
        all += found.length;
        for (const { latestRun } of found) done += latestRun ? latestRun.stepsDone / latestRun.stepsTotal : 0;
        if (found.length < 200) break;
      }
      return done / members.length;
    },
    allEnded: async () => {
      const ended = new Map<string, RunView>();
      while (ended.size < members.length) {
        await inTens(
          members.filter(({ runId }) => !ended.has(runId)),
          async (member) => {
            const view = await viewOf(member);
            if (view.state === 'needs-you' || !isLive(view)) ended.set(member.runId, view);
          },
        );
        await wait(500);
      }
      return [...ended.values()];
    },
    checkAll: async () => {
      await Promise.all(members.map(({ token, tenantId }) => ask(token, 'POST', `/tenants/${tenantId}/check`)));
      const times = () =>
        inTens(
          members,
          async ({ token, tenantId }) =>
            (await ask<TenantView>(token, 'GET', `/tenants/${tenantId}`)).body.checks.filter(({ by }) => by).length,
        );
      while ((await times()).includes(0)) await wait(500);
      await wait(secondLookMs);
      return times();
    },
    planRotation: async () => {
      await inTens(members, async (member) => {
        const { tenantId, token } = member;
        const { credentials } = (await ask<TenantView>(token, 'GET', `/tenants/${tenantId}`)).body;
        const replaceCredentials = credentials.map(({ keyId }) => keyId);
        member.planHash = await planOf(token, tenantId, { replaceCredentials });
      });
    },
    events: async () => {
      const read = async (member: Member): Promise<[string, RunEvent[]]> => {
        const { version } = await viewOf(member);
        const answer = await fetch(`${origins[0]}/api/runs/${member.runId}/events`, {
          headers: { authorization: `Bearer ${member.token}`, 'last-event-id': '0' },
        });
        let text = '';
        // The stream of a run that waits for a person goes on: what is told so far is enough.
        for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          text += piece;
          if (text.includes(`\nid: ${version}\n`) && text.endsWith('\n\n')) break;
        }
        const lines = text.split('\n').filter((line) => line.startsWith('data: '));
        return [member.runId, lines.map((line) => JSON.parse(line.slice(6)) as RunEvent)];
      };
      return new Map(await inTens(members, read));
    },
  };
}

/** Ten at a time: the trial itself must not be what is slow. */
async function inTens<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += 10)
    results.push(...(await Promise.all(items.slice(from, from + 10).map(work))));
  return results;
}
