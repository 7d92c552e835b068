import type { Health, HealthWord } from '@vplus/contracts';
import { Status, type Tone } from '#ui/status.tsx';
import { Day } from '#ui/time.tsx';

const words: Record<HealthWord, { tone: Tone; word: string }> = {
  protected: { tone: 'ok', word: 'Protected' },
  attention: { tone: 'attention', word: 'Needs attention' },
  'not-protected': { tone: 'failed', word: 'Not protected' },
  unknown: { tone: 'unknown', word: 'Unknown' },
};

/** One of four words, with the day by which or since when. */
export function HealthStatus({ health: { is, at } }: { health: Health }) {
  const { tone, word } = words[is];
  const before = is === 'attention' ? ' by ' : is === 'unknown' ? ' since ' : null;
  return (
    <Status tone={tone}>
      <span>
        {word}
        {at && before ? (
          <>
            {before}
            <Day at={at} />
          </>
        ) : null}
      </span>
    </Status>
  );
}
