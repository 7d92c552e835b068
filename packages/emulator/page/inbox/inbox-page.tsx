import { useInbox, useInboxChange } from '../data/use-inbox.ts';
import { Button } from '../ui/button.tsx';
import { Sheet, Sheets } from '../ui/sheet.tsx';
import { Code, Heading, Line } from '../ui/text.tsx';
import { MailList } from './mail-list.tsx';
import { Receivers } from './receivers.tsx';
import { WebhookList } from './webhook-list.tsx';

/** The mail and the webhooks that arrived, and how their receivers behave. */
export function InboxPage() {
  const { data: inbox } = useInbox();
  const { change, empty } = useInboxChange();
  if (!inbox) return <p>Looking into the inbox…</p>;
  return (
    <>
      <Heading>Inbox</Heading>
      <Line
        text={
          <>
            Webhooks to <Code>{inbox.receiver}</Code> at any path, as Slack at <Code>/services/T1/B1/token</Code>, as a
            workflow of Teams at <Code>/workflows/1/triggers/manual/paths/invoke?sig=token</Code>; mail to{' '}
            <Code>localhost:{inbox.mailPort}</Code> for anybody.
          </>
        }
      >
        <Button onClick={() => void empty()}>Empty the inbox</Button>
      </Line>
      <Sheets>
        <Receivers weather={inbox.weather} change={change} />
        <Sheet title="Webhooks" wide>
          <WebhookList webhooks={inbox.webhooks.toReversed()} />
        </Sheet>
        <Sheet title="Mail" wide>
          <MailList mail={inbox.mail.toReversed()} />
        </Sheet>
      </Sheets>
    </>
  );
}
