import { setTimeout as wait } from 'node:timers/promises';
import { cpuMsOf, type serverOf } from './consumed.ts';

const rounds = 20;
const lookEveryMs = 2000;
const idleMs = 20_000;
/** That many tenants, once a day each, on one worker. */
const many = 10_000;
const dayMs = 24 * 60 * 60_000;

/** Per check of a healthy tenant by the calendar; and what the checks of ten thousand tenants take of one core. */
export interface CheckCosts {
  checks: number;
  cpuMs: number;
  postgresCpuMs: number;
  statements: number;
  transactions: number;
  walKb: number;
  /** CPU of the product and the database, of a check to a connect of the same run. */
  ofAConnect: number;
  ofACore: string;
}

interface Measured {
  server: ReturnType<typeof serverOf>;
  pid: number;
  tenants: number;
  connectCpuMs: number;
}

/** Makes the checks of all tenants due at once, again and again, and waits each time until every one is kept. */
export async function costOfChecks({ server, pid, tenants, connectCpuMs }: Measured): Promise<CheckCosts> {
  const kept = () => Number(server.ask('select count(*) from checks'));
  const consumed = () => ({ at: Date.now(), ownMs: cpuMsOf(pid), ...server.served() });
  const atRest = consumed();
  await wait(idleMs);
  const idle = differenceOf(atRest, consumed());
  const before = { kept: kept(), consumed: consumed() };
  for (let round = 1; round <= rounds; round += 1) {
    server.ask('update connections set next_check_at = now() where next_check_at is not null');
    while (kept() < before.kept + round * tenants) await wait(lookEveryMs);
  }
  const all = differenceOf(before.consumed, consumed());
  const open = Number(server.ask("select count(*) from findings where state = 'open' and severity <> 'info'"));
  if (open > 0) throw new Error(`${open} findings of healthy tenants.`);
  const checks = rounds * tenants;
  // What the product does at any hour is no part of a check.
  const each = (name: Exclude<keyof typeof all, 'at'>) => (all[name] - (idle[name] * all.at) / idle.at) / checks;
  const [cpuMs, postgresCpuMs] = [rounded(each('ownMs')), rounded(each('cpuMs'))];
  const share = ((cpuMs + postgresCpuMs) * many) / dayMs;
  return {
    checks,
    cpuMs,
    postgresCpuMs,
    statements: Math.round(each('statements')),
    transactions: Math.round(each('transactions')),
    walKb: rounded(each('walBytes') / 1000),
    ofAConnect: Math.round(((cpuMs + postgresCpuMs) / connectCpuMs) * 1000) / 1000,
    ofACore: `${many} checks × ${rounded(cpuMs + postgresCpuMs)} ms ÷ ${dayMs} ms a day = ${(share * 100).toFixed(2)} %`,
  };
}

function differenceOf<T extends Record<string, number>>(before: T, after: T): T {
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)])) as T;
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
