import { Sheets } from '../ui/sheet.tsx';
import { Code, Heading, Soft } from '../ui/text.tsx';
import { Backups } from './backups.tsx';
import { Belongings } from './belongings.tsx';
import { Exchange } from './exchange.tsx';
import { Lag } from './lag.tsx';
import { Licences } from './licences.tsx';
import { People } from './people.tsx';
import { Policies } from './policies.tsx';
import { Refusals } from './refusals.tsx';
import { Services } from './services.tsx';
import { Switches } from './switches.tsx';
import type { TenantProps } from './tenant-props.ts';

/** One tenant: a sheet for each part of its weather. */
export function Tenant({ tenant }: TenantProps) {
  return (
    <div>
      <Heading>{tenant.displayName}</Heading>
      <p className="mb-2">{tenant.story}</p>
      <Soft>
        {tenant.domain} · <Code>{tenant.id}</Code>
      </Soft>
      <Sheets>
        <People tenant={tenant} />
        <Lag tenant={tenant} />
        <Policies tenant={tenant} />
        <Services tenant={tenant} />
        <Exchange tenant={tenant} />
        <Licences tenant={tenant} />
        <Refusals tenant={tenant} />
        <Belongings tenant={tenant} />
        <Switches tenant={tenant} />
        <Backups tenant={tenant} />
      </Sheets>
    </div>
  );
}
