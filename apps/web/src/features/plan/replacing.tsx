import { Notice } from '#ui/notice.tsx';

/** In which order a credential is replaced, and what that means for the backups. */
export function Replacing() {
  return (
    <Notice kind="info" title="A new credential takes the place of the old one">
      <ol className="list-decimal pl-5">
        <li>A new credential is added beside the old one.</li>
        <li>It is proved: fresh tokens, and a read of each service.</li>
        <li>vPlus gets it, and synchronizes with it.</li>
        <li>Only then is the old one removed.</li>
      </ol>
      <p>
        Nothing is taken from vPlus before it has the new one, so no backup fails because of it. If vPlus cannot
        synchronize, the old credential stays. A synchronization may take hours: if your sign-in has ended by then, you
        are asked to sign in again.
      </p>
    </Notice>
  );
}
