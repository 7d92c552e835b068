import type { UnwordedFinding, UnwordedHealth } from '@vplus/contracts';
import { type Message, message } from '@vplus/messages';

/** Longer than this without a look, and nobody knows. Two missed days are no accident. */
const oldMs = 50 * 60 * 60_000;

interface Standing {
  /** null: not connected, so there is nothing to be healthy. */
  connectedAt: string | null;
  /** When vPlus was last seen. */
  lookedAt: string | null;
  findings: UnwordedFinding[];
}

/** How a connected tenant stands, in one of four words. What somebody accepted does not count. */
export function healthOf({ connectedAt, lookedAt, findings }: Standing, now: number): UnwordedHealth | null {
  if (!connectedAt) return null;
  const open = findings.filter(({ state }) => state === 'open');
  const first = open.find(({ severity }) => severity === 'critical')?.title ?? endedSince(open, now);
  if (first) return { is: 'not-protected', at: null, why: message('health.not-protected', { first }) };
  // A connect is a look of its own.
  const seenAt =
    [lookedAt, connectedAt]
      .flatMap((at) => at ?? [])
      .toSorted()
      .at(-1) ?? connectedAt;
  if (now - Date.parse(seenAt) > oldMs) return { is: 'unknown', at: seenAt, why: message('health.not-looked-lately') };
  const warnings = open.filter(({ severity }) => severity === 'warning');
  if (warnings.length === 0) {
    const accepted = findings.filter(({ state }) => state === 'accepted').length;
    return { is: 'protected', at: null, why: message('health.protected', { notes: open.length, accepted }) };
  }
  const [by] = warnings.flatMap(({ due }) => due ?? []).toSorted();
  return { is: 'attention', at: by ?? null, why: message('health.attention', { count: warnings.length }) };
}

/** What has expired since a check said that it would. */
const endedSince = (open: UnwordedFinding[], now: number): Message | undefined =>
  open.some(({ kind, due }) => kind === 'credential-ends' && due !== null && Date.parse(due) <= now)
    ? message('finding.credential-ended')
    : undefined;
