import type { SessionView } from '@vplus/contracts';
import { useId } from 'react';
import { inputLook } from '#ui/field.tsx';

interface ServerChoiceProps {
  servers: SessionView['vplusServers'];
  chosen: string;
  onChoose(id: string): void;
}

export function ServerChoice({ servers, chosen, onChoose }: ServerChoiceProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        vPlus server
      </label>
      <select id={id} value={chosen} onChange={(event) => onChoose(event.target.value)} className={inputLook}>
        {servers.map((server) => (
          <option key={server.id} value={server.id}>
            {server.name}
          </option>
        ))}
      </select>
    </div>
  );
}
