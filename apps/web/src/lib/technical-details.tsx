import type { ProblemView } from '@vplus/contracts';
import { CodeBlock } from '#ui/code-block.tsx';
import { CopyButton } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { SupportButton } from './support-button.tsx';

interface TechnicalDetailsProps {
  problem: ProblemView;
  /** The run that met the problem, where there is one: its bundle tells the whole story. */
  runId?: string;
}

/** What support asks for: everything but the sentences. A claims challenge is of no use to anybody but Microsoft. */
export function TechnicalDetails({ problem, runId }: TechnicalDetailsProps) {
  const { title: _, remedy: __, type: ___, claims: ____, helper: _____, ...details } = problem;
  const text = JSON.stringify(details, null, 2);
  return (
    <Disclosure summary="Technical details">
      <div className="flex flex-col gap-2">
        <CodeBlock text={text} />
        <div className="flex flex-wrap items-center gap-3">
          <CopyButton value={text} what="technical details" words="Copy" />
          <SupportButton reported={{ problem, ...(runId ? { runId } : {}) }} />
        </div>
      </div>
    </Disclosure>
  );
}
