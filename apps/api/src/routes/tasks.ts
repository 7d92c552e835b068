import { type Answer, answerTask, Problem, revealOnce, type UnwordedRun } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { revealed } from '@vplus/tenant-access';
import type { Caller } from '../caller.ts';
import type { Parts } from '../parts.ts';
import { actorOf, permittedRun } from '../permit.ts';
import { toSeal } from '../sealed-token.ts';
import { type Counter, type Input, serve } from '../serve.ts';
import { stillMay } from '../still-may.ts';

type Asked = Input<typeof revealOnce> & { caller: Caller };

/** What a person does outside, and tells us: the credential for it, shown once, and the word that it is done. */
export function taskRoutes(counter: Counter, parts: Parts): void {
  const { outside, store } = parts;
  const now = () => new Date(outside.clock.now()).toISOString();

  const reveal = async ({ caller, params: { runId }, body: { what }, signal }: Asked) => {
    const run = await permittedRun(parts, caller, 'reveal', runId);
    await stillMay(parts, { caller, verb: 'reveal', tenantId: run.tenantId, signal });
    const asked = tasksOf(await store.runView(runId)).some(({ ask }) => ask.reveal?.includes(what));
    const credential = asked ? await revealed(store.vault(runId), what) : null;
    if (!credential) throw new Problem('nothing-to-show');
    // Of two that ask at the same moment one gets it.
    const isFirst = await store.reveal(run.connectionId, credential.keyId, { at: now(), by: caller.name });
    if (!isFirst) throw new Problem('already-shown');
    await store.note({
      tenantId: run.tenantId,
      kind: 'disclosure',
      by: actorOf(parts, caller, 'reveal', run.tenantId),
      what: message('history.credential-shown', { what, keyId: credential.keyId }),
      runId,
    });
    return credential;
  };
  serve(counter, revealOnce, reveal, { costly: true });

  serve(
    counter,
    answerTask,
    async ({ caller, params: { runId }, body: { stepId, answer }, signal }) => {
      const run = await permittedRun(parts, caller, 'resume', runId);
      const task = tasksOf(await store.runView(runId)).find(({ id }) => id === stepId);
      if (!task?.ask.answers.includes(answer)) throw new Problem('no-such-task');
      const token = await stillMay(parts, { caller, verb: 'resume', tenantId: run.tenantId, signal });
      if (!token) throw new Problem('not-found');
      const by = actorOf(parts, caller, 'resume', run.tenantId);
      await store.answer(run.connectionId, stepId, { answer, by: caller.name, at: now() });
      await store.note({
        tenantId: run.tenantId,
        kind: 'answer',
        by,
        what: message('history.task-answered-as', { task: task.title, answer: notedAs(answer, task.ask) }),
        runId,
      });
      return store.resumeRun(runId, { secrets: toSeal(token), by, reopen: true });
    },
    { costly: true },
  );
}

/** What the note says of an answer: where values are handed over, "check again" is the word that they are entered. */
function notedAs(answer: Answer, { answers }: Pick<Task, 'answers'>): 'confirm' | 'makeNew' | 'checkAgain' {
  if (answer === 'make-new') return 'makeNew';
  return answer === 'confirm' || answers.includes('make-new') ? 'confirm' : 'checkAgain';
}

type Task = ReturnType<typeof tasksOf>[number]['ask'];

const tasksOf = (view: UnwordedRun | null) =>
  (view?.steps ?? []).flatMap(({ id, title, ask }) => (ask?.kind === 'task' ? [{ id, title, ask }] : []));
