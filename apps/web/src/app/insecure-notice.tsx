import { insecure } from '#lib/api-problem.ts';
import { Notice } from '#ui/notice.tsx';

/** Before anybody presses a button that cannot work here. */
export function InsecureNotice() {
  if (globalThis.isSecureContext !== false) return null;
  const { title, remedy } = insecure().view;
  return (
    <div className="mx-auto mb-6 max-w-[45rem]">
      <Notice kind="bad" title={title}>
        <p>{remedy} Whoever runs this assistant can end TLS in a proxy: see “Behind a proxy” in its operating guide.</p>
      </Notice>
    </div>
  );
}
