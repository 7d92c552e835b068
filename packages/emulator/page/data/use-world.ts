import { useQuery } from '@tanstack/react-query';
import { control } from './control-api.ts';

/** How often what moves by itself is asked for, milliseconds. */
export const pollMs = 1500;

/** The practice cloud as it is; `moving`: the shown part of it changes by itself. One that does not answer is asked again. */
export const useWorld = ({ moving }: { moving: boolean }) =>
  useQuery({
    queryKey: ['world'],
    queryFn: control.world,
    refetchInterval: ({ state }) => (moving || state.status === 'error' ? pollMs : false),
  });
