const minute = 60_000;

/** How long a thing that was just made may be unknown to a part of Microsoft before we stop calling that normal. */
export const patience = {
  consent: 10 * minute,
  application: 10 * minute,
  credential: 5 * minute,
  object: 20 * minute,
};
