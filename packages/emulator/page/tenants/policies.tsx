import { useTenantChange } from '../data/acting.tsx';
import { Check } from '../ui/check.tsx';
import { Choice } from '../ui/choice.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { ConditionalAccess } from './conditional-access.tsx';
import { type SecretRule, secretRuleOf, secretRules } from './secret-rules.ts';
import type { TenantProps } from './tenant-props.ts';

const { none, short, forbidden } = secretRules;
const known = { none: none.label, short: short.label, forbidden: forbidden.label };

export function Policies({ tenant }: TenantProps) {
  const { allowedToCreateApps, userConsent } = tenant.authorizationPolicy;
  const change = useTenantChange(tenant);
  const rule = secretRuleOf(tenant.defaultAppManagementPolicy);
  const setRule = (name: SecretRule) =>
    change({
      defaultAppManagementPolicy: {
        isEnabled: name !== 'none',
        applicationRestrictions: { passwordCredentials: secretRules[name].rules },
      },
    });
  return (
    <Sheet title="Policies">
      <Choice
        id="policy"
        label="Client secrets"
        value={rule}
        options={rule === 'other' ? { ...known, other: 'A rule of its own' } : known}
        send={async (name) => name === 'other' || setRule(name)}
      />
      <ConditionalAccess tenant={tenant} />
      <Check
        id="user-consent"
        label="People may consent to applications themselves"
        checked={userConsent}
        send={(on) => change({ authorizationPolicy: { userConsent: on } })}
      />
      <Check
        id="create-apps"
        label="People may register applications"
        checked={allowedToCreateApps}
        send={(on) => change({ authorizationPolicy: { allowedToCreateApps: on } })}
      />
    </Sheet>
  );
}
