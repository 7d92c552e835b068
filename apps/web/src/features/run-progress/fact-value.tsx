import type { Fact } from '@vplus/contracts';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow } from '#ui/facts.tsx';
import { Moment } from '#ui/time.tsx';

export function FactValue({ fact: { label, value, kind } }: { fact: Fact }) {
  return (
    <FactRow label={label}>
      {kind === 'id' ? <CopyableId value={value} what={label} /> : kind === 'instant' ? <Moment at={value} /> : value}
    </FactRow>
  );
}
