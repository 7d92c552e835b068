import type { WorldView } from '#cloud/control/views.ts';
import { useWeatherChange } from '../data/acting.tsx';
import { Choice, type Options } from '../ui/choice.tsx';

type Returned = NonNullable<WorldView['weather']['returnedState']>;
type Way = `${Returned['at']} ${Returned['how']}`;

const labels: Options<'as sent' | Way> = {
  'as sent': 'As it was sent',
  'authorize changed': 'Changed, once, after a sign-in',
  'authorize missing': 'Not at all, once, after a sign-in',
  'adminconsent changed': 'Changed, once, after an approval',
  'adminconsent missing': 'Not at all, once, after an approval',
};
const ways: Record<Way, Returned> = {
  'authorize changed': { at: 'authorize', how: 'changed', times: 1 },
  'authorize missing': { at: 'authorize', how: 'missing', times: 1 },
  'adminconsent changed': { at: 'adminconsent', how: 'changed', times: 1 },
  'adminconsent missing': { at: 'adminconsent', how: 'missing', times: 1 },
};

export function ReturnedState({ returned }: { returned: Returned | null }) {
  const change = useWeatherChange();
  return (
    <Choice
      id="state"
      label="State comes back to the application"
      value={returned ? (`${returned.at} ${returned.how}` as const) : 'as sent'}
      options={labels}
      send={(way) => change({ returnedState: way === 'as sent' ? null : ways[way] })}
    />
  );
}
