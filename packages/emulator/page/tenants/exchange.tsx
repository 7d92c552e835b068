import { useTenantChange } from '../data/acting.tsx';
import { Check } from '../ui/check.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { ExchangeWebServices } from './exchange-web-services.tsx';
import type { TenantProps } from './tenant-props.ts';

export function Exchange({ tenant }: TenantProps) {
  const change = useTenantChange(tenant);
  return (
    <Sheet title="Exchange and SharePoint">
      <ExchangeWebServices tenant={tenant} />
      <Check
        id="mailboxes"
        label="An Exchange policy keeps applications out of the mailboxes"
        checked={tenant.weather.mailboxesLimited}
        send={(on) => change({ weather: { mailboxesLimited: on } })}
      />
      <Check
        id="ews-list-required"
        label="Exchange Web Services without a list let no application in (since October 2026)"
        checked={tenant.weather.ewsListRequired}
        send={(on) => change({ weather: { ewsListRequired: on } })}
      />
      <Check
        id="legacy"
        label="SharePoint allows legacy authentication"
        checked={tenant.sharepoint.isLegacyAuthProtocolsEnabled}
        send={(on) => change({ sharepoint: { isLegacyAuthProtocolsEnabled: on } })}
      />
    </Sheet>
  );
}
