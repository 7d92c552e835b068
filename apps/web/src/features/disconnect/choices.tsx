import { Card } from '#ui/card.tsx';
import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import type { Chosen } from './use-disconnect-plan.ts';

interface ChoicesCardProps {
  chosen: Chosen;
  choose(change: Partial<Chosen>): void;
  /** Whether the application is this assistant's to delete permanently. */
  mayPurge: boolean;
  /** The backups on vPlus are the operator's to delete. */
  mayDelete: boolean;
  /** What stands for the plan at this moment. */
  status: string;
}

/** The two things that go only when somebody says so. */
export function ChoicesCard({ chosen, choose, mayPurge, mayDelete, status }: ChoicesCardProps) {
  return (
    <Card
      title="Your choices"
      aside={
        <span role="status" className="min-h-5 text-small text-muted">
          {status}
        </span>
      }
    >
      <div className="flex flex-col gap-6">
        {mayPurge ? (
          <Choice
            type="checkbox"
            label="Also delete the application permanently"
            hint="Otherwise Microsoft keeps it among the deleted applications for 30 days, and connecting again restores it."
            checked={chosen.purge}
            onChange={({ target }) => choose({ purge: target.checked })}
          />
        ) : null}
        {mayDelete ? (
          <Field
            label="Delete the organization and its backups on vPlus"
            hint="This cannot be undone. To do it, type the organization’s name as vPlus shows it. To keep it, leave this empty."
            autoComplete="off"
            maxLength={200}
            value={chosen.deleteOrganization}
            onChange={({ target }) => choose({ deleteOrganization: target.value })}
          />
        ) : null}
      </div>
    </Card>
  );
}
