import type { Answer, Call, Cloud, Fault } from '@vplus/emulator';
import { type Asked, keyOf, tokenOf } from './asked.ts';
import { copyOfTenant } from './copies.ts';
import { markersIn } from './markers.ts';
import type { VirtualClock } from './virtual-clock.ts';

export type Effect = Fault['effect'];

/** A fault at one request of a run: from its `nth` time on, one effect after the other; null leaves that time alone. */
export interface InjectedFault {
  key: string;
  nth: number;
  effects: (Effect | null)[];
  /** `run`: until it is lifted; milliseconds: as long as that; absent: only `effects`. */
  lasts?: 'until lifted' | number;
  /** The next but one read after it that can be stale is stale once more. */
  flips?: boolean;
}

/** What travels between the product and the practice cloud: recorded, and changed where a case says so. */
export interface Wire {
  asked: Asked[];
  /** Every secret and token that travelled. */
  markers: Set<string>;
  /** Addresses that were asked for. */
  urls: Set<string>;
  /** Requests that came before a Retry-After had passed. */
  early: string[];
  injectedCount(): number;
  begin(injected: InjectedFault[], options?: { probe?: boolean }): void;
  lift(): void;
  /** A new process knows nothing of what was said to the one before. */
  forgetRests(): void;
  /** May keep an answer back: called for every request that travels by itself, with its number. */
  hold: ((call: Call, number: number) => Promise<unknown> | null) | null;
  /** Told of every request that was answered, with its key. */
  answered: ((key: string) => void) | null;
  /** Nothing of a dead process arrives any more. */
  deaf: boolean;
}

/** Header by which the product's own requests are known from those that the practice vPlus server makes. */
export const ownHeader = 'x-sweep';

export function tapWire(cloud: Cloud, clock: VirtualClock): Wire {
  const inner = cloud.dispatch;
  let injected: (InjectedFault & { began: number | null; over: boolean; hits: number })[] = [];
  let counts = new Map<string, number>();
  let notBefore = new Map<string, number>();
  let inItems = new Map<number, (readonly [string, number])[]>();
  let flips: number[] = [];
  let probe = false;
  let previous: Promise<unknown> = Promise.resolve();
  let numbered = 0;

  const wire: Wire = {
    asked: [],
    markers: new Set(),
    urls: new Set(),
    early: [],
    deaf: false,
    hold: null,
    answered: null,
    injectedCount: () => injected.filter(({ hits }) => hits > 0).length,
    begin(wanted, options = {}) {
      injected = wanted.map((fault) => ({ ...fault, began: null, over: false, hits: 0 }));
      counts = new Map();
      notBefore = new Map();
      inItems = new Map();
      flips = [];
      probe = options.probe ?? false;
      wire.asked = [];
      wire.markers = new Set();
      wire.urls = new Set();
      wire.early = [];
      wire.deaf = false;
      wire.hold = null;
      wire.answered = null;
      numbered = 0;
    },
    forgetRests() {
      notBefore = new Map();
    },
    lift() {
      for (const fault of injected) fault.over ||= fault.lasts === 'until lifted' && fault.hits > 0;
    },
  };

  const effectFor = (key: string, nth: number, canBeStale: boolean): Effect | null => {
    for (const fault of injected) {
      if (fault.over || fault.key !== key || nth < fault.nth) continue;
      const effect = fault.effects[nth - fault.nth] ?? (fault.lasts ? (fault.effects[0] ?? null) : null);
      fault.began ??= clock.now();
      if (typeof fault.lasts === 'number' && clock.now() - fault.began > fault.lasts) fault.over = true;
      else if (effect) {
        fault.hits += 1;
        if (fault.flips) flips.push(2);
        return effect;
      }
    }
    if (!canBeStale || flips.length === 0) return null;
    flips = flips.map((left) => left - 1);
    const due = flips.includes(0);
    flips = flips.filter((left) => left > 0);
    return due ? { kind: 'stale' } : null;
  };

  const ask = async (call: Call, batch: number | undefined): Promise<Answer> => {
    const key = keyOf(call);
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    wire.urls.add(call.url.href);
    const request = `${call.method} ${call.url.href} ${call.body.toString('utf8')}`;
    if (clock.now() < (notBefore.get(request) ?? 0)) wire.early.push(`${key} before its Retry-After had passed`);
    const staleMatters = probe ? await looksDifferentWhenStale(call, batch) : false;
    const isDirectory = call.service === 'graph' && !call.url.pathname.endsWith('/$batch');
    const effect = effectFor(key, nth, isDirectory);
    const { faults } = cloud.world.weather;
    if (effect) faults.push({ id: key, match: {}, nth: 1, times: 1, effect, _seen: 0, _hit: 0 });
    const answering = inner(call, batch);
    faults.length = 0;
    const number = cloud.log.at(-1)?.number ?? 0;
    const answer = await answering;
    const seconds = Number(answer.headers?.['retry-after'] ?? Number.NaN);
    const until = seconds > 0 ? [[request, clock.now() + seconds * 1000] as const] : [];
    // What stands in an item is heard only if the answer to its batch arrives whole.
    if (batch === undefined) {
      const heard = effect || answer.wire ? until : [...until, ...(inItems.get(number) ?? [])];
      for (const [name, at] of heard) notBefore.set(name, at);
    } else inItems.set(batch, [...(inItems.get(batch) ?? []), ...until]);
    for (const marker of markersIn(call, answer)) wire.markers.add(marker);
    wire.asked.push({
      key,
      nth,
      service: call.service,
      method: call.method,
      travels: call.url.pathname.endsWith('/$batch') ? 'batch' : batch === undefined ? 'alone' : 'item',
      token: tokenOf(call),
      write: answer.write ?? false,
      status: answer.status,
      body: answer.body !== undefined && answer.body !== '',
      staleMatters,
      at: clock.now(),
    });
    wire.answered?.(key);
    return answer;
  };

  /** Asks a copy of the tenant as a replica that is far behind; what differs is what a stale read can hide. */
  const looksDifferentWhenStale = async (call: Call, batch: number | undefined): Promise<boolean> => {
    const tenantId = tenantIn(call);
    const tenant = tenantId && cloud.world.tenants[tenantId];
    if (call.service !== 'graph' || !tenant || call.url.pathname.endsWith('/$batch')) return false;
    const answers: Answer[] = [];
    for (const stale of [true, false]) {
      cloud.world.tenants[tenantId] = copyOfTenant(tenant);
      answers.push(await inner({ ...call, stale }, batch));
    }
    cloud.world.tenants[tenantId] = tenant;
    const [stale, fresh] = answers;
    if (stale?.status !== fresh?.status) return true;
    return call.method === 'GET' && JSON.stringify(stale?.body) !== JSON.stringify(fresh?.body);
  };

  cloud.dispatch = (call, batch) => {
    const own = batch !== undefined || call.service === 'vplus' || call.headers[ownHeader] !== undefined;
    if (!own || call.service === 'control') return clock.during(inner(call, batch));
    if (wire.deaf && batch === undefined) return Promise.resolve({ status: 0, wire: 'cut' });
    const isBatch = call.url.pathname.endsWith('/$batch');
    if (batch === undefined) numbered += 1;
    const number = numbered;
    const held = async (answering: Promise<Answer>): Promise<Answer> => {
      const answer = await clock.during(answering);
      if (batch === undefined) await wire.hold?.(call, number);
      return answer;
    };
    if (!probe || isBatch) return held(ask(call, batch));
    // One after the other, since each is asked of a copy of the tenant first.
    const answer = previous.then(() => ask(call, batch));
    previous = answer.catch(() => undefined);
    return held(answer);
  };
  return wire;
}

function tenantIn(call: Call): string | null {
  const payload = call.headers.authorization?.split('.')[1];
  if (!payload) return null;
  const { tid } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { tid?: string };
  return tid ?? null;
}
