import { type ChangeEvent, useRef } from 'react';
import { useAct } from './data/acting.tsx';
import { control } from './data/control-api.ts';
import { Button } from './ui/button.tsx';
import { Heading, Row, Soft } from './ui/text.tsx';

/** What concerns the practice cloud as a whole: its snapshots, and the way back to the beginning. */
export function Whole() {
  const act = useAct();
  const file = useRef<HTMLInputElement>(null);
  const restore = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const text = await target.files?.[0]?.text();
    target.value = '';
    if (text === undefined) return;
    await act('The practice cloud is as it was in the snapshot.', () => control.restoreSnapshot(text));
  };
  const reset = () => {
    if (confirm('Reset the practice cloud? Everything that was made in it is lost.'))
      void act('The practice cloud is new.', control.reset);
  };
  return (
    <footer className="mx-auto max-w-[75rem] px-4 pt-6 pb-18">
      <Heading>The whole practice cloud</Heading>
      <Soft>A snapshot keeps everything: tenants, applications, grants, sessions, vPlus and the weather.</Soft>
      <Row>
        <Button onClick={() => act('The snapshot is in your downloads.', saveSnapshot)}>Save a snapshot</Button>
        <Button onClick={() => file.current?.click()}>Restore a snapshot…</Button>
        <input
          ref={file}
          type="file"
          accept="application/json"
          aria-label="Snapshot"
          hidden
          onChange={(event) => void restore(event)}
        />
        <Button onClick={reset}>Reset to the beginning</Button>
      </Row>
    </footer>
  );
}

async function saveSnapshot(): Promise<void> {
  const blob = new Blob([JSON.stringify(await control.snapshot())], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'practice-cloud.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
