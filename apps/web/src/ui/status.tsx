import {
  Archive,
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleHelp,
  CircleMinus,
  CirclePlus,
  CircleSlash,
  CircleX,
  Clock,
  Hand,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';

const tones = {
  idle: { icon: Circle, ink: 'text-muted' },
  new: { icon: CirclePlus, ink: 'text-accent' },
  change: { icon: CircleDot, ink: 'text-warn' },
  remove: { icon: CircleMinus, ink: 'text-bad' },
  working: { icon: LoaderCircle, ink: 'text-accent' },
  waiting: { icon: Clock, ink: 'text-accent' },
  'needs-you': { icon: Hand, ink: 'text-warn' },
  ok: { icon: CircleCheck, ink: 'text-ok' },
  attention: { icon: CircleAlert, ink: 'text-warn' },
  impossible: { icon: CircleSlash, ink: 'text-muted' },
  retired: { icon: Archive, ink: 'text-muted' },
  failed: { icon: CircleX, ink: 'text-bad' },
  unknown: { icon: CircleHelp, ink: 'text-muted' },
} satisfies Record<string, { icon: LucideIcon; ink: string }>;

export type Tone = keyof typeof tones;

export function StatusIcon({ tone }: { tone: Tone }) {
  const { icon: Icon, ink } = tones[tone];
  return <Icon aria-hidden size={18} strokeWidth={2} className={`shrink-0 ${ink}`} />;
}

/** Never by colour alone: an icon and its word, which breaks only where the screen is narrow and the text large. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium sm:whitespace-nowrap ${tones[tone].ink}`}>
      <StatusIcon tone={tone} />
      {children}
    </span>
  );
}
