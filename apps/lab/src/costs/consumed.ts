import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `getconf CLK_TCK` of every Linux that Node runs on: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticksPerSecond = 100;

interface Stat {
  parent: number;
  ownTicks: number;
  /** Of the children that have ended. */
  endedTicks: number;
}

function statOf(pid: number | string): Stat {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program stands in parentheses and may hold anything.
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((at) => fields[at] ?? 0);
  return {
    parent: parent ?? 0,
    ownTicks: (user ?? 0) + (system ?? 0),
    endedTicks: (endedUser ?? 0) + (endedSystem ?? 0),
  };
}

/** CPU time of a process and its children since they began, in milliseconds. Linux only. */
export function cpuMsOf(pid: number): number {
  let { ownTicks, endedTicks } = statOf(pid);
  for (const other of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = statOf(other);
      if (stat.parent === pid) ownTicks += stat.ownTicks;
    } catch {
      // It has ended since the folder was read.
    }
  }
  return ((ownTicks + endedTicks) * 1000) / ticksPerSecond;
}

/** What a PostgreSQL server has done so far for a database of ours, this look itself left out. */
export interface Served {
  statements: number;
  transactions: number;
  walBytes: number;
  cpuMs: number;
}

export function serverOf(programs: string, url: string, folder: string) {
  const ask = (sql: string) =>
    execFileSync(join(programs, 'psql'), ['-XAt', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', sql], { encoding: 'utf8' });
  ask('create extension pg_stat_statements');
  const postmaster = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    served: (): Served => {
      const [statements = 0, transactions = 0, walBytes = 0] = ask(
        `select (select sum(calls) from pg_stat_statements where query not like '%pg_stat_statements%'),
          xact_commit, pg_current_wal_lsn() - '0/0'::pg_lsn from pg_stat_database where datname = current_database()`,
      )
        .split('|')
        .map(Number);
      return { statements, transactions, walBytes, cpuMs: cpuMsOf(postmaster) };
    },
    forget: () => void ask('select pg_stat_statements_reset()'),
    /** Past the product: what it does by itself is made to begin now. */
    ask,
  };
}
