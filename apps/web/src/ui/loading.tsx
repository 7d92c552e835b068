/** Words instead of a bare spinner, where a page or a block will be. */
export function Loading({ what }: { what: string }) {
  return (
    <p role="status" className="rounded-card border border-dashed border-line p-6 text-center text-muted">
      {what}
    </p>
  );
}
