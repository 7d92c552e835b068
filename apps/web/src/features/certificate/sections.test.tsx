import { screen } from '@testing-library/react';
import type { RecordFacts } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { show } from '#testing/show.tsx';
import { Steps } from './sections.tsx';
import { meaningOfDone } from './words.ts';

const step = { id: 'allow-look', title: 'Take back the look', state: 'done', finishedAt: '2026-11-30T10:00:00.000Z' };

test('what a step that is done may mean stands beside the steps, and not where there are none', () => {
  const steps = [step] as unknown as RecordFacts['steps'];
  const { change } = show(<Steps title="Removed" none="Nothing." note={meaningOfDone} steps={steps} />);
  expect(screen.getByText(/nothing of this connection was left there\.$/)).toBeDefined();

  change(<Steps title="Removed" none="Nothing." note={meaningOfDone} steps={[]} />);

  expect(screen.queryByText(/nothing of this connection/)).toBeNull();
  expect(screen.getByText('Nothing.')).toBeDefined();
});
