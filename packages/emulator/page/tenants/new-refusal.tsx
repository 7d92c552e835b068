import type { TenantView } from '#cloud/control/views.ts';
import { Button } from '../ui/button.tsx';
import { Form } from '../ui/form.tsx';
import { FormChoice, FormField } from '../ui/form-fields.tsx';
import { Row } from '../ui/text.tsx';
import { refusalPlaces } from './refusal-places.ts';

type Refusal = TenantView['weather']['refuse'][number];

export function NewRefusal({ add }: { add(refusal: Refusal): Promise<boolean> }) {
  return (
    <Form
      send={({ text, number, option }) =>
        add({
          at: option('at', refusalPlaces) ?? 'authorize',
          code: number('code'),
          times: text('times') === '' ? null : number('times'),
        })
      }
    >
      <Row>
        <FormChoice id="refuse-at" name="at" label="Where" options={refusalPlaces} />
        <FormField id="refuse-code" name="code" label="AADSTS" type="number" min={1} defaultValue={53003} />
        <FormField
          id="refuse-times"
          name="times"
          label="Times (empty: always)"
          type="number"
          min={1}
          defaultValue={1}
        />
        <div className="mb-3">
          <Button type="submit">Add</Button>
        </div>
      </Row>
    </Form>
  );
}
