import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

/** Says "Copied" until the pointer or the focus leaves. */
export function CopyButton({ value, what, words }: { value: string; what: string; words?: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => navigator.clipboard.writeText(value).then(() => setCopied(true))}
      onBlur={() => setCopied(false)}
      onPointerLeave={() => setCopied(false)}
      aria-label={copied ? `${what}: copied` : `Copy ${what}`}
      className="inline-flex min-h-6 min-w-6 shrink-0 items-center justify-center gap-1.5 rounded-control text-small text-muted hover:bg-sunken hover:text-ink"
    >
      <Icon aria-hidden size={14} />
      {words ? (copied ? 'Copied' : words) : null}
    </button>
  );
}

/** An id: short on screen, whole on hover, on paper, for screen readers and for the clipboard. */
export function CopyableId({ value, what }: { value: string; what: string }) {
  const short = value.length > 20 ? `${value.slice(0, 8)}…${value.slice(-4)}` : value;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code
        title={value}
        className="truncate font-mono text-small print:overflow-visible print:break-all print:whitespace-normal"
      >
        <span aria-hidden className="print:hidden">
          {short}
        </span>
        <span className="sr-only print:not-sr-only">{value}</span>
      </code>
      <CopyButton value={value} what={what} />
    </span>
  );
}

/** A long text, e.g. an address to hand over: whole, wrapped, with a copy button. */
export function CopyableText({ value, what }: { value: string; what: string }) {
  return (
    <div className="flex items-start gap-2 rounded-control bg-sunken p-3">
      <code className="min-w-0 grow font-mono text-small break-all whitespace-pre-wrap">{value}</code>
      <CopyButton value={value} what={what} words="Copy" />
    </div>
  );
}
