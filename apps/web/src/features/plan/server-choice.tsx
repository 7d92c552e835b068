import type { SessionView } from '@vplus/contracts';
import { useId } from 'react';
import { useSearchParams } from 'react-router';
import { inputLook } from '#ui/field.tsx';

interface ServerChoiceProps {
  servers: SessionView['vplusServers'];
  chosen: string | undefined;
}

export function ServerChoice({ servers, chosen }: ServerChoiceProps) {
  const id = useId();
  const [, setSearch] = useSearchParams();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        vPlus server
      </label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => setSearch({ server: event.target.value }, { replace: true })}
        className={inputLook}
      >
        {servers.map((server) => (
          <option key={server.id} value={server.id}>
            {server.name}
          </option>
        ))}
      </select>
    </div>
  );
}
