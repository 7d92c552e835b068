import { CopyButton } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Notice } from '#ui/notice.tsx';
import { codeIn, explain, type Helper } from './microsoft-codes.ts';

const helpers: Record<Helper, string> = {
  nobody: 'It passes by itself.',
  you: 'You can solve this yourself.',
  administrator: 'An administrator of your organization can solve this.',
  operator: 'Whoever runs this assistant can solve this.',
};

/** What Microsoft's pages said, in plain words where we know the code, and as it came. */
export function MicrosoftAnswer({ error, description }: { error: string; description: string }) {
  const code = codeIn(description);
  const known = explain(code);
  const raw = `${error}: ${description}`;
  return (
    <Notice kind="attention" title={known?.say ?? 'Microsoft refused, with a code that we do not know'}>
      {known ? <p>{helpers[known.helper]}</p> : null}
      <p>{known?.remedy ?? 'Try again. If it stays, send the details below to whoever runs this assistant.'}</p>
      <Disclosure summary={code ? `What Microsoft said (AADSTS${code})` : 'What Microsoft said'}>
        <div className="flex flex-col gap-2">
          <p className="rounded-control bg-sunken p-3 font-mono text-small break-words">{raw}</p>
          <div>
            <CopyButton value={raw} what="Microsoft’s answer" words="Copy" />
          </div>
        </div>
      </Disclosure>
    </Notice>
  );
}
