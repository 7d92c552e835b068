import type { CheckView } from '@vplus/contracts';
import { Button, type ButtonProps } from '#ui/button.tsx';
import { focusFirstError } from '#ui/first-error.ts';

interface ApproveBarProps {
  /** The button, named after what it does. */
  action: string;
  look?: ButtonProps['look'];
  blocking?: CheckView[];
  /** How many fields hold what was not taken. */
  wrong?: number;
  busy: string | false;
  onApprove(): void;
}

/** The one button of the plan, always in sight, with the reason beside it where it cannot be pressed. */
export function ApproveBar({ action, look = 'primary', blocking = [], wrong = 0, busy, onApprove }: ApproveBarProps) {
  const [first] = blocking;
  return (
    <div
      id="approve"
      className="sticky bottom-0 -mx-4 flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-canvas px-4 py-3 print:hidden"
    >
      <Button
        look={look}
        disabled={blocking.length > 0}
        aria-describedby="approve-reason"
        // While a field is wrong a press approves nothing, so it need not wait for the plan either.
        busy={wrong === 0 && busy}
        onClick={() => (wrong > 0 ? focusFirstError() : onApprove())}
      >
        {action}
      </Button>
      <p id="approve-reason" role="status" className="min-w-0 text-small">
        {first ? (
          <>
            {blocking.length === 1 ? 'Blocked by a check: ' : `Blocked by ${blocking.length} checks, first: `}
            <a href={`#check-${first.id}`} className="text-accent underline">
              {first.title}
            </a>
          </>
        ) : wrong > 0 ? (
          <span className="text-bad">
            {wrong === 1 ? 'Correct the marked field first.' : `Correct the ${wrong} marked fields first.`}
          </span>
        ) : null}
      </p>
    </div>
  );
}
