import type { TenantView } from '#cloud/control/views.ts';
import { services } from '../services.ts';
import { FormChoice, FormField } from '../ui/form-fields.tsx';
import { Row } from '../ui/text.tsx';

const any = { '': 'Any' };
const methods = { ...any, GET: 'GET', POST: 'POST', PATCH: 'PATCH', PUT: 'PUT', DELETE: 'DELETE' };

/** Which request a fault is for. */
export function MatchFields({ tenants }: { tenants: TenantView[] }) {
  const named = Object.fromEntries(tenants.map(({ id, displayName }) => [id, displayName]));
  return (
    <Row>
      <FormChoice id="fault-service" name="service" label="Service" options={{ ...any, ...services }} />
      <FormChoice id="fault-method" name="method" label="Method" options={methods} />
      <FormChoice id="fault-tenant" name="tenant" label="Tenant" options={{ ...any, ...named }} />
      <FormField
        id="fault-path"
        name="path"
        label="Path and query match (regular expression)"
        type="text"
        placeholder="addPassword"
      />
      <FormField id="fault-body" name="body" label="Body matches (regular expression)" type="text" />
      <FormField id="fault-nth" name="nth" label="The n-th such request" type="number" min={1} defaultValue={1} />
      <FormField id="fault-times" name="times" label="So many in a row" type="number" min={1} defaultValue={1} />
    </Row>
  );
}
