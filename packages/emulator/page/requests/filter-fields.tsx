import { services } from '../services.ts';
import { OptionList } from '../ui/choice.tsx';
import { fieldLook, Labelled } from '../ui/labelled.tsx';
import type { Filter } from './filter.ts';

export function FilterFields({ filter, onFilter }: { filter: Filter; onFilter(filter: Filter): void }) {
  return (
    <>
      <Labelled id="log-service" label="Service">
        <select
          id="log-service"
          className={fieldLook}
          value={filter.service}
          onChange={(event) => onFilter({ ...filter, service: event.target.value })}
        >
          <OptionList options={{ '': 'All', ...services }} />
        </select>
      </Labelled>
      <Labelled id="log-text" label="Contains">
        <input
          id="log-text"
          type="search"
          className={fieldLook}
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        />
      </Labelled>
    </>
  );
}
