import type { ReceivedWebhook } from '#cloud/inbox/inbox.ts';
import { Code, Soft } from '../ui/text.tsx';
import { Headers } from './headers.tsx';
import { wordsOf } from './words-of.ts';

/** The newest first. Whether a signature is right the receiver alone can tell, who has the secret. */
export function WebhookList({ webhooks }: { webhooks: ReceivedWebhook[] }) {
  if (webhooks.length === 0) return <Soft>None arrived.</Soft>;
  return (
    <ul className="grid gap-3">
      {webhooks.map(({ number, at, as, method, path, headers, body, status }) => (
        <li key={number} className="border-t border-line pt-2">
          <p>
            <time dateTime={at}>{at}</time> <Code>{`${method} ${path}`}</Code>, answered{' '}
            {status === null ? 'nothing' : status}
          </p>
          {as === 'webhook' ? (
            <p>
              Id <Code>{headers['webhook-id'] ?? 'none'}</Code>
            </p>
          ) : (
            <>
              <p>{as === 'slack' ? 'As Slack shows it' : 'As Teams shows it'}</p>
              <blockquote className="border-l-4 border-line pl-3 wrap-anywhere">
                {wordsOf(as, body).map((words) => (
                  <p key={words}>{words}</p>
                ))}
              </blockquote>
            </>
          )}
          <Headers title="Headers" headers={Object.entries(headers).map(([name, value]) => ({ name, value }))} />
          <pre className="max-h-60 overflow-auto font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">
            {body}
          </pre>
        </li>
      ))}
    </ul>
  );
}
