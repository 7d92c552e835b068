import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { TenantPatch, WeatherPatch } from '#cloud/control/schemas.ts';
import type { TenantView } from '#cloud/control/views.ts';
import { control } from './control-api.ts';

/** How long the page says what was done, milliseconds. */
const sayMs = 6000;

const Say = createContext<(text: string) => void>(() => undefined);

/** Says below the page what came of the last thing that was done there, or what `instead` says. */
export function Acting({ instead, children }: { instead: string | null; children: ReactNode }) {
  const [said, setSaid] = useState({ text: '' });
  useEffect(() => {
    if (said.text === '') return;
    const timer = setTimeout(() => setSaid({ text: '' }), sayMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Say value={(text) => setSaid({ text })}>
      {children}
      <p
        role="status"
        aria-live="polite"
        className="fixed right-3 bottom-3 max-w-[calc(100vw-1.5rem)] rounded-control border border-edge bg-surface px-3 py-2 empty:hidden"
      >
        {instead ?? said.text}
      </p>
    </Say>
  );
}

/** Does something, shows the world as it is then, and says so or says why not. Answers whether it was done. */
export function useAct() {
  const say = useContext(Say);
  const client = useQueryClient();
  return async (text: string, work: () => Promise<unknown>): Promise<boolean> => {
    const fault = await work().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    say(fault === null ? text : `Not done: ${fault}`);
    await client.invalidateQueries({ queryKey: ['world'] });
    return fault === null;
  };
}

export function useTenantChange({ id, displayName }: TenantView) {
  const act = useAct();
  return (change: TenantPatch) => act(`${displayName}: changed.`, () => control.changeTenant(id, change));
}

export function useWeatherChange() {
  const act = useAct();
  return (change: WeatherPatch) => act('Weather changed.', () => control.changeWeather(change));
}
