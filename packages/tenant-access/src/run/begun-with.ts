/** What of a step this needs to know. */
interface Part {
  id: string;
  after: string[];
}

/**
 * The steps of a run that began with these rows, as this build carries them out. A step that is newer than the run is
 * left out, and whatever waits for it waits for what that one would have waited for.
 */
export function begunWith<S extends Part>(steps: S[], rows: readonly string[]): S[] {
  const waitsFor = (id: string): string[] =>
    rows.includes(id) ? [id] : (steps.find((step) => step.id === id)?.after ?? []).flatMap(waitsFor);
  return steps
    .filter(({ id }) => rows.includes(id))
    .map((step) => ({ ...step, after: [...new Set(step.after.flatMap(waitsFor))] }));
}
