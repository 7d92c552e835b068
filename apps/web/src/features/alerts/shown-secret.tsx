import { CopyableText } from '#ui/copyable.tsx';
import { Notice } from '#ui/notice.tsx';

/** A signing secret, which the server says once and this page forgets when it is left. */
export const ShownSecret = ({ secret }: { secret: string }) => (
  <Notice kind="attention" title="Give this secret to the receiver now: it is not shown again">
    <CopyableText value={secret} what="signing secret" />
    <p>With it the receiver verifies the signature of each message (Standard Webhooks).</p>
  </Notice>
);
