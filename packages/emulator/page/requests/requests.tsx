import type { TenantView } from '#cloud/control/views.ts';
import type { RequestRecord } from '#cloud/core/service.ts';
import { useAct } from '../data/acting.tsx';
import { useEmptyLog } from '../data/use-requests.ts';
import { Button } from '../ui/button.tsx';
import { Heading, Row } from '../ui/text.tsx';
import { type Filter, matches } from './filter.ts';
import { FilterFields } from './filter-fields.tsx';
import { LogTable } from './log-table.tsx';

interface RequestsProps {
  requests: RequestRecord[];
  tenants: TenantView[];
  filter: Filter;
  onFilter(filter: Filter): void;
  paused: boolean;
  onPause(paused: boolean): void;
}

export function Requests({ requests, tenants, filter, onFilter, paused, onPause }: RequestsProps) {
  const act = useAct();
  const emptyLog = useEmptyLog();
  return (
    <>
      <Heading>Requests</Heading>
      <Row>
        <FilterFields filter={filter} onFilter={onFilter} />
        <div className="mb-3 flex gap-2">
          <Button onClick={() => onPause(!paused)}>{paused ? 'Go on' : 'Pause'}</Button>
          <Button onClick={() => act('The log is empty.', emptyLog)}>Empty the log</Button>
        </div>
      </Row>
      <LogTable requests={requests.filter(matches(filter))} tenants={tenants} />
    </>
  );
}
