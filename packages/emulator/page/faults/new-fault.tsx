import { useState } from 'react';
import type { TenantView } from '#cloud/control/views.ts';
import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Button } from '../ui/button.tsx';
import { isOption, OptionList } from '../ui/choice.tsx';
import { Form } from '../ui/form.tsx';
import { fieldLook, Labelled } from '../ui/labelled.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Row } from '../ui/text.tsx';
import { EffectFields } from './effect-fields.tsx';
import { type EffectKind, effectLabels } from './effects.ts';
import { faultFrom } from './fault-from.ts';
import { MatchFields } from './match-fields.tsx';

const usual: EffectKind = 'status';

export function NewFault({ tenants }: { tenants: TenantView[] }) {
  const act = useAct();
  const [kind, setKind] = useState(usual);
  return (
    <Sheet title="New fault" wide>
      <Form
        onReset={() => setKind(usual)}
        send={(filled) => act('The fault waits for its request.', () => control.addFault(faultFrom(kind, filled)))}
      >
        <MatchFields tenants={tenants} />
        <Row>
          <Labelled id="fault-effect" label="What happens">
            <select
              id="fault-effect"
              className={fieldLook}
              value={kind}
              onChange={({ target }) => isOption(effectLabels, target.value) && setKind(target.value)}
            >
              <OptionList options={effectLabels} />
            </select>
          </Labelled>
          <EffectFields kind={kind} />
          <div className="mb-3">
            <Button type="submit" look="main">
              Set this fault
            </Button>
          </div>
        </Row>
      </Form>
    </Sheet>
  );
}
