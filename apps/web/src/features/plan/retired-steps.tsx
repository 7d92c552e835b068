import type { PlanView } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { Status } from '#ui/status.tsx';
import { CalendarDay } from '#ui/time.tsx';

export function RetiredSteps({ retired }: { retired: PlanView['retired'] }) {
  if (retired.length === 0) return null;
  return (
    <Card title="On the vendor’s page, but retired by Microsoft">
      <p className="mb-4 text-muted">
        These steps of the manual procedure no longer work. They are not done, and nothing pretends that they were.
      </p>
      <ul className="flex flex-col divide-y divide-line">
        {retired.map((step) => (
          <li key={step.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="font-medium">{step.title}</span>
              <Status tone="retired">
                Retired <CalendarDay day={step.since} />
              </Status>
            </span>
            <span className="text-muted">{step.why}</span>
            <span>Instead: {step.instead}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
