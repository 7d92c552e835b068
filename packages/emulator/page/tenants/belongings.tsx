import { useTenantChange } from '../data/acting.tsx';
import { Check } from '../ui/check.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Soft } from '../ui/text.tsx';
import { PersonBelongings } from './person-belongings.tsx';
import type { TenantProps } from './tenant-props.ts';

export function Belongings({ tenant }: TenantProps) {
  const change = useTenantChange(tenant);
  const { lockedSites = [] } = tenant.sharepoint;
  const lock = (site: string, on: boolean) =>
    change({ sharepoint: { lockedSites: on ? [...lockedSites, site] : lockedSites.filter((one) => one !== site) } });
  return (
    <Sheet title="Mailboxes, drives and sites">
      <Soft>A mailbox address that is empty means that there is none.</Soft>
      {tenant.people
        .filter(({ userType }) => userType === 'Member')
        .map((person) => (
          <PersonBelongings key={person.id} tenant={tenant} person={person} />
        ))}
      {tenant.sites.map((site) => (
        <Check
          key={site}
          id={`site-${site}`}
          label={`${site === '' ? 'The root site' : site} is locked`}
          checked={lockedSites.includes(site)}
          send={(on) => lock(site, on)}
        />
      ))}
    </Sheet>
  );
}
