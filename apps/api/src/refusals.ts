import type { Verb } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Caller } from './caller.ts';
import type { OnRefused } from './on-refused.ts';
import type { Parts } from './parts.ts';
import { actor } from './permit.ts';

const hourMs = 60 * 60_000;
/**
 * Whoever goes on trying must not fill the log: so many entries an hour, of one person and of all together. Nor may they
 * use that up elsewhere first: each tenant that is here gets one entry that says so, and so does the end of all.
 */
const mostPerPerson = 20;
const mostOfAll = 1000;

/** What a verb is called in the message, whose choices are words. */
const names: Partial<Record<Verb, string>> = {
  'delete-organization': 'organization',
  'remove-assistant': 'remove',
  'manage-alerts': 'alerts',
};
const named = (verb: Verb): string => names[verb] ?? verb;

export function openRefusals({ store, log, now }: Pick<Parts, 'store' | 'log'> & { now(): number }): OnRefused {
  let hour = 0;
  let all = 0;
  const ofPerson = new Map<string, number>();
  /** Persons and tenants whose log says that more is not written down. */
  const told = new Set<string>();

  const noteOne = async (caller: Caller, verb: Verb, { tenantId, runId }: { tenantId: string; runId?: string }) => {
    const person = `${caller.tenantId}/${caller.objectId}`;
    const place = `${person} ${tenantId}`;
    const count = (ofPerson.get(person) ?? 0) + 1;
    if (count > mostPerPerson) {
      const isNew = !told.has(place) && (await store.connectionsOf(tenantId)).length > 0;
      // Another attempt may have been noted meanwhile.
      if (!isNew || told.has(place)) return;
    }
    if (all >= mostOfAll) return;
    ofPerson.set(person, count);
    all += 1;
    const isLast = count >= mostPerPerson || all === mostOfAll;
    if (isLast) told.add(place);
    const what = isLast ? message('history.refused-more') : message('history.refused', { verb: named(verb) });
    const by = actor(caller, null);
    await store.note({ tenantId, kind: 'refusal', by, what, ...(runId ? { runId } : {}) });
  };

  return (caller, verb, about) => {
    // Reading is looked at, not written down: what may not be seen is not there.
    if (verb === 'read') return;
    const thisHour = Math.floor(now() / hourMs);
    if (thisHour !== hour) {
      hour = thisHour;
      all = 0;
      ofPerson.clear();
      told.clear();
    }
    noteOne(caller, verb, about).catch((err: unknown) => log.warn({ err }, 'A refused attempt could not be noted'));
  };
}
