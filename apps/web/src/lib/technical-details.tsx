import type { ProblemView } from '@vplus/contracts';
import { CopyButton } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';

/** What support asks for: everything but the sentences. A claims challenge is of no use to anybody but Microsoft. */
export function TechnicalDetails({ problem }: { problem: ProblemView }) {
  const { title: _, remedy: __, type: ___, claims: ____, ...details } = problem;
  const text = JSON.stringify(details, null, 2);
  return (
    <Disclosure summary="Technical details">
      <div className="flex flex-col gap-2">
        <pre className="rounded-control bg-sunken p-3 font-mono text-small break-words whitespace-pre-wrap">{text}</pre>
        <div>
          <CopyButton value={text} what="technical details" words="Copy" />
        </div>
      </div>
    </Disclosure>
  );
}
