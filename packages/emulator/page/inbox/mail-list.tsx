import type { ReceivedMail } from '#cloud/inbox/inbox.ts';
import { Code, Soft } from '../ui/text.tsx';
import { Headers } from './headers.tsx';

/** The newest first, as text; the HTML of strangers is shown nowhere. */
export function MailList({ mail }: { mail: ReceivedMail[] }) {
  if (mail.length === 0) return <Soft>None arrived.</Soft>;
  return (
    <ul className="grid gap-3">
      {mail.map(({ number, at, from, to, user, encrypted, subject, messageId, text, headers }) => (
        <li key={number} className="border-t border-line pt-2">
          <p className="font-semibold wrap-anywhere">{subject}</p>
          <p className="wrap-anywhere">
            <time dateTime={at}>{at}</time> from {from} to {to.join(', ')}, {encrypted ? 'encrypted' : 'in clear'},{' '}
            {user ? `signed in as ${user}` : 'without a sign-in'}
          </p>
          <p>
            Message-ID <Code>{messageId}</Code>
          </p>
          <Headers title="Headers" headers={headers} />
          <pre className="max-h-60 overflow-auto font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">
            {text}
          </pre>
        </li>
      ))}
    </ul>
  );
}
