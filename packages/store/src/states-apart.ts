/** One for all rows of a list, or one each. */
export type States<State extends string> = State | State[];

/** A list of rows without their states: large, and written once. The states beside it change. */
export function statesApart<Row extends { state: string }>(
  list: Row[],
): { rows: Omit<Row, 'state'>[]; states: States<Row['state']> } {
  const states: Row['state'][] = list.map(({ state }) => state);
  const [first] = states;
  return {
    rows: list.map(({ state: _, ...row }) => row),
    states: first !== undefined && states.every((state) => state === first) ? first : states,
  };
}

export const withStates = <Row, State extends string>(
  rows: Row[],
  states: States<State>,
): (Row & { state: State | 'pending' })[] =>
  rows.map((row, at) => ({ ...row, state: Array.isArray(states) ? (states[at] ?? 'pending') : states }));
