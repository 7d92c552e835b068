import type { InboxPatch } from '#cloud/control/inbox.ts';
import type { InboxWeather } from '#cloud/inbox/inbox.ts';
import { Choice, type Options } from '../ui/choice.tsx';
import { Sheet } from '../ui/sheet.tsx';

const webhookAnswers = {
  200: 'takes them (200)',
  302: 'redirects (302)',
  400: 'refuses them (400)',
  410: 'wants no more (410)',
  429: 'asks for time (429)',
  503: 'is busy (503)',
  down: 'is down: cuts the line',
  hang: 'does not answer',
} satisfies Options<string>;

const mailAnswers: Options<InboxWeather['mail']['is']> = {
  up: 'takes it',
  later: 'refuses it for now (451)',
  never: 'refuses it for good (550)',
  down: 'is down',
};

/** How both receivers behave from now on. */
export function Receivers({
  weather,
  change,
}: {
  weather: InboxWeather;
  change(change: InboxPatch): Promise<unknown>;
}) {
  const { is, status } = weather.webhooks;
  const shown = is === 'status' ? String(status) : is;
  return (
    <Sheet title="The receivers">
      <Choice
        id="webhook-receiver"
        label="The receiver of webhooks"
        value={shown as keyof typeof webhookAnswers & string}
        options={webhookAnswers as Options<string>}
        send={(value) =>
          change({
            webhooks: value === 'down' || value === 'hang' ? { is: value } : { is: 'status', status: Number(value) },
          })
        }
      />
      <Choice
        id="mail-server"
        label="The mail server"
        value={weather.mail.is}
        options={mailAnswers}
        send={(value) => change({ mail: { is: value } })}
      />
    </Sheet>
  );
}
