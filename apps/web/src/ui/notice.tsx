import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const kinds = {
  info: { icon: Info, box: 'border-line bg-accent-soft', ink: 'text-accent' },
  good: { icon: CircleCheck, box: 'border-line bg-ok-soft', ink: 'text-ok' },
  attention: { icon: CircleAlert, box: 'border-line bg-warn-soft', ink: 'text-warn' },
  bad: { icon: TriangleAlert, box: 'border-line bg-bad-soft', ink: 'text-bad' },
};

interface NoticeProps {
  kind: keyof typeof kinds;
  title: ReactNode;
  children?: ReactNode;
  /** Buttons below the text. */
  actions?: ReactNode;
}

export function Notice({ kind, title, children, actions }: NoticeProps) {
  const { icon: Icon, box, ink } = kinds[kind];
  return (
    <div role={kind === 'bad' ? 'alert' : 'status'} className={`flex gap-3 rounded-card border p-4 ${box}`}>
      <Icon aria-hidden size={20} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="flex min-w-0 grow flex-col gap-2">
        <p className="font-semibold">{title}</p>
        {children}
        {actions ? <div className="mt-1 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
