import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { DumpLine } from '@vplus/store';

const folder = new URL('../../landings/', import.meta.url);

/** Where the back-up and the practice cloud of one build are kept. */
export const landingFolder = (name: string): string => fileURLToPath(new URL(`${name}/`, folder));

/** The builds whose leavings are kept, by their commits. */
export const landings = (): string[] => readdirSync(folder).toSorted();

/** What a build left behind. */
export interface Landing {
  /** When it was stopped, epoch milliseconds. */
  at: number;
  lines: DumpLine[];
  /** What it changed in its practice cloud. */
  world: Record<string, unknown>;
}

export function readLanding(name: string): Landing {
  const unpacked = (file: string) => gunzipSync(readFileSync(join(landingFolder(name), file))).toString();
  const lines = unpacked('database.gz')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as DumpLine);
  const [head] = lines;
  if (!head || !('at' in head)) throw new Error(`The back-up of ${name} has no head`);
  return { at: Date.parse(head.at), lines, world: JSON.parse(unpacked('cloud.json.gz')) };
}

/** With which their sealed values are sealed: made up, and known to everybody. */
export const landingVaultKey = Buffer.alloc(32, 7).toString('base64');

/** One tenant that a build left behind, and how far its connect had come. */
export interface Scene {
  name: 'connected' | 'waits for a person' | 'waits for a role' | 'first synchronization';
  tenant: string;
  /** Who approves the assistant, and who connects. */
  approvedBy: string;
  person: string;
  choices?: Record<string, unknown>;
  /** Of the practice cloud, from then on. */
  weather?: Record<string, unknown>;
  until(run: { state: string; connected: boolean; finishedAt: string | null }): boolean;
}

const hour = 3_600_000;

export const scenes: Scene[] = [
  {
    name: 'connected',
    tenant: 'Fabrikam',
    approvedBy: 'fatima',
    person: 'fatima',
    until: ({ finishedAt }) => finishedAt !== null,
  },
  {
    name: 'waits for a person',
    tenant: 'Northwind Traders',
    approvedBy: 'nadia',
    person: 'nadia',
    choices: { registration: 'hand-over' },
    until: ({ state, finishedAt }) => state === 'needs-you' || finishedAt !== null,
  },
  {
    name: 'waits for a role',
    tenant: 'Contoso',
    approvedBy: 'adele',
    person: 'lee',
    // The run is taken up hours later by a moved clock, and MSAL signs a certificate's assertion by the machine's own.
    choices: { credential: { kind: 'secret', days: 180 } },
    until: ({ state }) => state === 'needs-you',
  },
  {
    name: 'first synchronization',
    tenant: 'Practice Operator',
    approvedBy: 'omar',
    person: 'omar',
    weather: { vplus: { synchronizationMs: hour } },
    until: ({ connected }) => connected,
  },
];
