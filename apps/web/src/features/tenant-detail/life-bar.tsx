import type { TenantCredential } from '@vplus/contracts';
import { renewFrom, type Urgency, urgencyOf } from '#lib/credential-life.ts';
import { useNow } from '#ui/time.tsx';

const fills: Record<Urgency, string> = {
  expired: 'fill-bad',
  urgent: 'fill-bad',
  soon: 'fill-warn',
  fine: 'fill-accent',
};

/** Beyond these the word beside the mark would leave the bar. */
const edges = { left: 12, right: 88 };

/**
 * From the day on which it was added to its end: what is over is filled, a line marks today, a tick from when on it
 * should be replaced. A picture only: the sentence below it and the table say the same. No style attributes, which our
 * content security policy refuses.
 */
export function LifeBar({ credential }: { credential: TenantCredential }) {
  const now = useNow();
  const { addedAt, expiresAt } = credential;
  if (addedAt === null) return null;
  const start = Date.parse(addedAt);
  const end = Date.parse(expiresAt);
  if (end <= start) return null;
  const place = (at: number) => Math.min(100, Math.max(0, (100 * (at - start)) / (end - start)));
  const today = place(now);
  const anchor = today < edges.left ? 'start' : today > edges.right ? 'end' : 'middle';
  return (
    <svg aria-hidden width="100%" height="38" className="block overflow-visible">
      <text x={`${today}%`} y="11" textAnchor={anchor} className="fill-ink text-small font-medium">
        Today
      </text>
      <rect x="0" y="18" width="100%" height="12" rx="3" className="fill-sunken stroke-line" />
      <rect x="0" y="18" width={`${today}%`} height="12" rx="3" className={fills[urgencyOf(credential, now)]} />
      <Mark at={place(renewFrom(credential))} from={18} to={38} look="stroke-edge" />
      <Mark at={today} from={15} to={33} look="stroke-ink" />
    </svg>
  );
}

const Mark = ({ at, from, to, look }: { at: number; from: number; to: number; look: string }) => (
  <line x1={`${at}%`} x2={`${at}%`} y1={from} y2={to} strokeWidth="2" className={look} />
);
