import { decodeJwt } from 'jose';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { KeyPair } from '../core/certificates.ts';
import type { Cloud } from '../core/service.ts';
import { keep, type ReceivedMail } from './inbox.ts';

const refusals = {
  later: { status: 451, text: '4.3.2 The practice mail server takes nothing now' },
  never: { status: 550, text: '5.1.1 The practice mail server knows nobody of that name' },
};

/** An SMTP server that takes mail for anybody, with STARTTLS, from whoever signs in with a token of this cloud (XOAUTH2) or not at all. */
export async function openMailServer(
  cloud: Pick<Cloud, 'inbox' | 'clock'>,
  { host, port, tls }: { host: string; port: number; tls: KeyPair },
): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    banner: 'Practice mail server',
    cert: tls.pem,
    key: tls.keyPem,
    authOptional: true,
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: false,
    disableReverseLookup: true,
    size: 1024 * 1024,
    onConnect: (_, callback) => {
      if (cloud.inbox.weather.mail.is === 'down') callback(refusal(421, '4.3.2 The practice mail server is down'));
      else callback();
    },
    onAuth: ({ accessToken, username }, _, callback) => {
      if (isLive(accessToken, cloud.clock.now())) callback(null, { user: username });
      else callback(refusal(535, '5.7.3 Authentication unsuccessful'));
    },
    // A real server refuses a recipient by itself, and takes the mail for the others.
    onRcptTo: ({ address }, _, callback) => {
      const { status, text } = refusals.never;
      if (cloud.inbox.weather.mail.is === 'never' || address.startsWith('nobody@')) callback(refusal(status, text));
      else callback();
    },
    onData: (stream, session, callback) => {
      const { is } = cloud.inbox.weather.mail;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', async () => {
        if (is === 'later') return callback(refusal(refusals.later.status, refusals.later.text));
        const {
          subject = '',
          messageId = '',
          text = '',
          html,
          headers,
        } = await PostalMime.parse(Buffer.concat(chunks));
        const { mailFrom, rcptTo } = session.envelope;
        keep<ReceivedMail>(cloud.inbox.mail, {
          at: new Date(cloud.clock.now()).toISOString(),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: typeof session.user === 'string' ? session.user : null,
          encrypted: session.secure,
          ...{ subject, messageId, text, html: html ?? '' },
          headers: headers.map(({ key: name, value }) => ({ name, value })),
        });
        callback(null, 'Taken');
      });
    },
  });
  // A client that hangs up is no fault of the server.
  server.on('error', () => undefined);
  const listening = await new Promise<number>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.server.address();
      resolve(address && typeof address === 'object' ? address.port : port);
    });
  });
  return { port: listening, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

/** Issued by somebody, for a time that has not passed: enough for a practice server, which has nothing to protect. */
function isLive(token: string | undefined, now: number): boolean {
  try {
    const { exp = 0 } = decodeJwt(token ?? '');
    return exp * 1000 > now;
  } catch {
    return false;
  }
}
