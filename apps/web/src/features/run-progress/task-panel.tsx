import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, type Ask, answerTask, type RunView } from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { mayHere, useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { Facts } from '#ui/facts.tsx';
import { FactValue } from './fact-value.tsx';
import { RevealOnce } from './reveal-once.tsx';
import { cacheRun } from './use-run.ts';

type Task = Extract<Ask, { kind: 'task' }>;

/** Where values are handed over, what is told is that they are in: the list of vPlus is looked at then. */
const wordsOf = (answer: Exclude<Answer, 'make-new'>, { answers }: Task) =>
  answer === 'confirm' || answers.includes('make-new') ? 'I have entered it' : 'Check again';

/** Work elsewhere: what a person needs for it, and the buttons that tell how far it is. */
export function TaskPanel({ task, stepId, run }: { task: Task; stepId: string; run: RunView }) {
  const session = useSession();
  const client = useQueryClient();
  const tell = useMutation({
    mutationFn: (answer: Answer) => api(answerTask, { params: { runId: run.id }, body: { stepId, answer } }),
    onSuccess: (view) => cacheRun(client, view),
  });
  const mayTell = mayHere(session, 'resume', run.tenantId);
  const plain = task.answers.filter((answer) => answer !== 'make-new');

  return (
    <div className="flex w-full flex-col items-stretch gap-3">
      {task.facts ? (
        <Facts>
          {task.facts.map((fact) => (
            <FactValue key={fact.key} fact={fact} />
          ))}
        </Facts>
      ) : null}
      {task.script ? <CopyableText what="script" value={task.script} /> : null}
      {mayHere(session, 'reveal', run.tenantId)
        ? (task.reveal ?? []).map((what) => <RevealOnce key={what} what={what} run={run} />)
        : null}
      {mayTell && task.answers.length > 0 ? (
        <div className="flex flex-wrap gap-3">
          {plain.map((answer) => (
            <Button key={answer} look="primary" busy={tell.isPending && 'Looking…'} onClick={() => tell.mutate(answer)}>
              {wordsOf(answer, task)}
            </Button>
          ))}
          {task.answers.includes('make-new') ? (
            <Confirm
              trigger="I lost it: create a new one"
              look="secondary"
              title="Create a new credential?"
              action="Create a new one"
              busy={tell.isPending && 'Creating…'}
              onConfirm={() => tell.mutate('make-new')}
            >
              <p>The one that was shown stops working. If vPlus has it already, press “I have entered it” instead.</p>
            </Confirm>
          ) : null}
        </div>
      ) : null}
      {tell.isError ? <ProblemNotice error={tell.error} runId={run.id} way={{ returnTo: `/runs/${run.id}` }} /> : null}
    </div>
  );
}
