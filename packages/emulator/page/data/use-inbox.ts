import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { InboxPatch } from '#cloud/control/inbox.ts';
import { useAct } from './acting.tsx';
import { control } from './control-api.ts';
import { pollMs } from './use-world.ts';

const queryKey = ['inbox'];

/** What arrived, looked at again and again. */
export const useInbox = () => useQuery({ queryKey, queryFn: control.inbox, refetchInterval: pollMs });

export function useInboxChange() {
  const act = useAct();
  const client = useQueryClient();
  const then = (text: string, work: () => Promise<unknown>) =>
    act(text, async () => {
      await work();
      await client.invalidateQueries({ queryKey });
    });
  return {
    change: (change: InboxPatch) => then('The receivers are changed.', () => control.changeInbox(change)),
    empty: () => then('The inbox is empty.', control.emptyInbox),
  };
}
