import { RunEvent, RunView } from '@vplus/contracts';
import type { LiveMessage } from '#lib/live.ts';

/** The newer of two views: a late snapshot must not overwrite a fresh event. */
export const newer = (known: RunView | undefined, view: RunView): RunView =>
  known && known.version > view.version ? known : view;

/** The view after one message of the run's stream. An event without a view to apply it to changes nothing. */
export function applyMessage(known: RunView | undefined, { event, data }: LiveMessage): RunView | undefined {
  if (event === 'view') return newer(known, RunView.parse(JSON.parse(data)));
  const news = RunEvent.parse(JSON.parse(data));
  if (!known || news.number <= known.version) return known;
  const { step } = news;
  return {
    ...known,
    version: news.number,
    state: news.runState,
    connected: news.connected,
    finishedAt: news.finishedAt,
    unchanged: news.unchanged,
    steps: step ? known.steps.map((old) => (old.id === step.id ? step : old)) : known.steps,
  };
}
