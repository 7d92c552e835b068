import { createContext, use, useCallback, useEffect, useState } from 'react';

type Tell = (id: string, wrong: boolean) => void;

const TellContext = createContext<Tell | null>(null);
export const WrongFieldsProvider = TellContext.Provider;

/** How many fields hold what was not taken: as long as there is one, the plan is not what the screen shows. */
export function useWrongFields(): { wrong: number; tell: Tell } {
  const [ids, setIds] = useState<readonly string[]>([]);
  const tell = useCallback<Tell>(
    (id, wrong) => setIds((now) => [...now.filter((one) => one !== id), ...(wrong ? [id] : [])]),
    [],
  );
  return { wrong: ids.length, tell };
}

/** A field tells the form around it whether it is wrong. */
export function useTellWrong(id: string, wrong: boolean): void {
  const tell = use(TellContext);
  useEffect(() => {
    if (!wrong) return;
    tell?.(id, true);
    return () => tell?.(id, false);
  }, [tell, id, wrong]);
}
