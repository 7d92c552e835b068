import { BackupWorkload } from '@vplus/contracts';
import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import type { ChoiceProps } from './choice-props.ts';

const names: Record<BackupWorkload, string> = {
  exchange: 'Exchange: mail, calendars, contacts',
  onedrive: 'OneDrive: files of people',
  sharepoint: 'SharePoint: sites and their libraries',
  teams: 'Teams: teams, channels and chats',
};

/** What is to be backed up. Users and groups always are: everything else hangs on them. */
export function WorkloadChoice({ choices: { workloads }, plan, choose }: ChoiceProps) {
  return (
    <ChoiceGroup legend="What vPlus backs up" hint="Users and groups are always included.">
      {BackupWorkload.options.map((workload) => {
        const rows = plan.permissions.filter((row) => row.workload === workload);
        const chosen = workloads.includes(workload);
        const idle = rows.some(({ ofNoUse }) => ofNoUse);
        return (
          <Choice
            key={workload}
            type="checkbox"
            label={names[workload]}
            hint={`${rows.length === 1 ? '1 permission' : `${rows.length} permissions`}${idle ? ', unused at present: this tenant has no licence for it' : ''}`}
            checked={chosen}
            // Something must be left to back up.
            disabled={chosen && workloads.length === 1}
            onChange={() =>
              choose({
                workloads: BackupWorkload.options.filter((one) => workloads.includes(one) !== (one === workload)),
              })
            }
          />
        );
      })}
    </ChoiceGroup>
  );
}
