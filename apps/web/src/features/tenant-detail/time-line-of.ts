import type { FindingView, LookView, RunSummary, TenantView } from '@vplus/contracts';

export type Noted = TenantView['history'][number];

/** One thing that happened. `at` of a run: when it was started. */
export type Happening = { key: string; at: string } & (
  | { is: 'run'; run: RunSummary; check: LookView | null; notes: Noted[] }
  | { is: 'check'; check: LookView }
  | { is: 'opened' | 'resolved'; finding: FindingView }
  | { is: 'note'; note: Noted }
);

export const happeningGroups = {
  all: 'Everything',
  run: 'Runs',
  check: 'Checks',
  finding: 'Findings',
  note: 'Changes by people',
} as const;
export type HappeningGroup = keyof typeof happeningGroups;

/** A run that checks is a check, too. */
export const isIn = (one: Happening, group: HappeningGroup): boolean => {
  if (group === 'all' || one.is === group) return true;
  if (group === 'check') return one.is === 'run' && one.run.verb === 'verify';
  return group === 'finding' && (one.is === 'opened' || one.is === 'resolved');
};

/** Runs, checks, what checks found and what people did, in one list with the newest first. What belongs to a run is below it. */
export function timeLineOf({ runs, checks, findings, history }: TenantView): Happening[] {
  const shown = new Set<string>(runs.map(({ id }) => id));
  const isOfRun = ({ runId }: { runId: string | null }) => runId !== null && shown.has(runId);
  const all: Happening[] = [
    ...runs.map(
      (run): Happening => ({
        is: 'run',
        key: run.id,
        at: run.startedAt,
        run,
        check: checks.find(({ runId }) => runId === run.id) ?? null,
        notes: history.filter(({ runId }) => runId === run.id),
      }),
    ),
    ...checks
      .filter((check) => !isOfRun(check))
      .map((check): Happening => ({ is: 'check', key: `check ${check.at}`, at: check.at, check })),
    ...findings.flatMap((finding): Happening[] => [
      { is: 'opened', key: `opened ${finding.id}`, at: finding.firstSeenAt, finding },
      ...(finding.resolvedAt
        ? [{ is: 'resolved' as const, key: `resolved ${finding.id}`, at: finding.resolvedAt, finding }]
        : []),
    ]),
    ...history
      .filter((note) => !isOfRun(note))
      .map((note, index): Happening => ({ is: 'note', key: `note ${index} ${note.at}`, at: note.at, note })),
  ];
  return all.toSorted((a, b) => b.at.localeCompare(a.at));
}
