import { LifeBuoy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import type { Reported } from './support-file.ts';

/** One click: a file for whoever helps, without names, tokens and secrets. */
export function SupportButton({ reported, look = 'quiet' }: { reported: Reported; look?: 'quiet' | 'secondary' }) {
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    const { saveSupportFile } = await import('./support-file.ts');
    await saveSupportFile(reported).finally(() => setSaving(false));
  };
  return (
    <Button look={look} busy={saving && 'Gathering…'} onClick={save}>
      <LifeBuoy aria-hidden size={16} />
      Save the support bundle
    </Button>
  );
}
