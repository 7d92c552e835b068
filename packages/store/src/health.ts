import type { UnwordedFinding, UnwordedHealth } from '@vplus/contracts';
import { type Message, message } from '@vplus/messages';

/** Longer than this without a look, and nobody knows. Two missed days are no accident. */
export const unseenAfterMs = 50 * 60 * 60_000;

interface Standing {
  /** null: not connected, so there is nothing to be healthy. */
  connectedAt: string | null;
  /** When vPlus was last seen. */
  lookedAt: string | null;
  findings: UnwordedFinding[];
}

/**
 * How a connected tenant stands, in one of four words. A warning that somebody accepted does not count; a critical
 * finding does, since no acceptance makes a back-up run.
 */
export function healthOf({ connectedAt, lookedAt, findings }: Standing, now: number): UnwordedHealth | null {
  if (!connectedAt) return null;
  const live = findings.filter(({ state }) => state !== 'resolved');
  const first = live.find(({ severity }) => severity === 'critical')?.title ?? endedSince(live, now);
  if (first) return { is: 'not-protected', at: null, why: message('health.not-protected', { first }) };
  // A connect is a look of its own.
  const seenAt =
    [lookedAt, connectedAt]
      .flatMap((at) => at ?? [])
      .toSorted()
      .at(-1) ?? connectedAt;
  if (now - Date.parse(seenAt) > unseenAfterMs)
    return { is: 'unknown', at: seenAt, why: message('health.not-looked-lately') };
  const open = live.filter(({ state }) => state === 'open');
  const warnings = open.filter(({ severity }) => severity === 'warning');
  if (warnings.length === 0) {
    const accepted = live.length - open.length;
    return { is: 'protected', at: null, why: message('health.protected', { notes: open.length, accepted }) };
  }
  const [by] = warnings.flatMap(({ due }) => due ?? []).toSorted();
  return { is: 'attention', at: by ?? null, why: message('health.attention', { count: warnings.length }) };
}

/** What has expired since a check said that it would. */
const endedSince = (live: UnwordedFinding[], now: number): Message | undefined =>
  live.some(({ kind, due }) => kind === 'credential-ends' && due !== null && Date.parse(due) <= now)
    ? message('finding.credential-ended')
    : undefined;
