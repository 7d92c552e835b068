/** Says on every page that the outside world is the practice cloud, and leads to its weather. */
export function PracticeBar({ controlUrl }: { controlUrl: string }) {
  return (
    <aside aria-label="Practice" className="border-b border-line bg-warn-soft px-4 py-2 text-center text-small">
      <strong>Practice.</strong> Microsoft 365 and vPlus are imitations on this machine; nothing real is touched.{' '}
      <a href={controlUrl} target="_blank" rel="noreferrer" className="font-medium underline">
        Control page
      </a>
    </aside>
  );
}
