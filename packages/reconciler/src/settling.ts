/** So long after a change its absence may still be a replica that has not heard of it. */
export const settlingMs = 2 * 60_000;
