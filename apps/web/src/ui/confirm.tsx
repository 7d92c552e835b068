import { type ReactNode, useId, useRef } from 'react';
import { Button, type ButtonProps } from './button.tsx';

interface ConfirmProps {
  /** What opens it. */
  trigger: string;
  look?: ButtonProps['look'];
  title: string;
  children: ReactNode;
  /** The button that does it, named after what it does. */
  action: string;
  busy?: string | false;
  onConfirm(): void;
}

/**
 * Asks before what cannot be taken back. The browser's own modal dialog: it keeps the focus, closes with Escape and
 * adds no inline style, which our content security policy refuses.
 */
export function Confirm({ trigger, look = 'danger', title, children, action, busy = false, onConfirm }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const keepButton = useRef<HTMLButtonElement>(null);
  const id = useId();
  const open = () => {
    dialog.current?.showModal();
    // Not on whatever comes first: that may be the box that deletes for good.
    keepButton.current?.focus();
  };
  const close = () => dialog.current?.close();
  return (
    <>
      <Button look={look} busy={busy} onClick={open}>
        {trigger}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby={id}
        className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink"
      >
        <div className="flex flex-col gap-4">
          <h2 id={id} className="text-title font-semibold">
            {title}
          </h2>
          <div className="flex flex-col gap-2 text-muted">{children}</div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button ref={keepButton} onClick={close}>
              Keep as it is
            </Button>
            <Button
              look={look}
              onClick={() => {
                close();
                onConfirm();
              }}
            >
              {action}
            </Button>
          </div>
        </div>
      </dialog>
    </>
  );
}
