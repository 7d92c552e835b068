/** Whether a credential still signs in; one without an end does. */
export const isAlive = ({ endDateTime }: { endDateTime: string | null }, now: number): boolean =>
  endDateTime === null || Date.parse(endDateTime) > now;

/** When a credential ends, for whoever needs an instant: the end of time where Microsoft names none. */
export const endOf = ({ endDateTime }: { endDateTime: string | null }): string => endDateTime ?? '9999-12-31T23:59:59Z';
