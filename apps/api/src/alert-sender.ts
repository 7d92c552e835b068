import { type SendEnd, sendMail, sendSlack, sendTeams, sendWebhook } from '@vplus/clients';
import type { MailSettings } from '@vplus/contracts';
import type { ChannelSecrets, Delivery } from '@vplus/store';
import { slackBody, teamsBody } from './alert-cards.ts';
import { type AlertMessage, alertMessage } from './alert-message.ts';
import type { Parts } from './parts.ts';

/** Sends one alert by the channel that it is for. */
export function alertSender({ outside, settings }: Pick<Parts, 'outside' | 'settings'>) {
  const { addresses: guard, clock } = outside;
  return async (delivery: Delivery): Promise<SendEnd> => {
    const { id, secrets, signal, settings: channel } = delivery;
    const said = alertMessage(delivery, settings.publicUrl);
    if (channel.kind === 'mail')
      return sendMail({ guard }, serverOf(channel, secrets), mailOf(channel, said, delivery));
    if (channel.kind === 'teams' || channel.kind === 'slack') {
      const [send, bodyOf] = channel.kind === 'teams' ? [sendTeams, teamsBody] : [sendSlack, slackBody];
      return send({ guard, clock }, { address: secrets.address ?? '', body: bodyOf(said), signal });
    }
    const now = new Date(clock.now()).toISOString();
    const valid = (secrets.signing ?? []).filter(({ until }) => until === null || until > now);
    const { address } = channel;
    return sendWebhook(
      { guard, clock },
      { id, address, secrets: valid.map(({ value }) => value), body: said.body, signal },
    );
  };
}

const serverOf = ({ host, port, security, signIn }: MailSettings, { clientSecret = '' }: ChannelSecrets) => ({
  ...{ host, port, security },
  signIn: signIn && { ...signIn, clientSecret },
});

const mailOf = ({ from, to }: MailSettings, { subject, text, html }: AlertMessage, { id, signal }: Delivery) => ({
  ...{ id, from, to, subject, text, html, signal },
});
