import type { Choices } from '@vplus/contracts';
import { Notice } from '#ui/notice.tsx';

/** In which order a credential is replaced, by whom, and what that means for the backups. */
export function Replacing({ choices: { writes, registration } }: { choices: Choices }) {
  const byHand = writes === 'by-hand';
  const handsOver = registration === 'hand-over';
  return (
    <Notice kind="info" title="A new credential takes the place of the old one">
      <ol className="list-decimal pl-5">
        <li>{byHand ? 'You add' : 'This assistant adds'} a new credential beside the old one.</li>
        <li>It is proved: fresh tokens, and a read of each service.</li>
        <li>
          {handsOver
            ? 'You enter it into vPlus, and start a synchronization there.'
            : 'vPlus gets it, and synchronizes with it.'}
        </li>
        <li>Only then {byHand ? 'do you remove' : 'does this assistant remove'} the old one.</li>
      </ol>
      <p>
        {byHand || handsOver
          ? 'Leave the old one in Microsoft Entra and in use until vPlus has synchronized with the new one, so that no backup fails because of it. '
          : 'Nothing is taken from vPlus before it has the new one, so no backup fails because of it. If vPlus cannot synchronize, the old credential stays. '}
        A synchronization may take hours: if your sign-in has ended by then, you are asked to sign in again.
      </p>
    </Notice>
  );
}
