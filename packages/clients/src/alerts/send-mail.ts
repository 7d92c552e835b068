import { Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { type AddressGuard, AddressRefused } from './address-guard.ts';
import { codeOf, type SendEnd } from './attempt-end.ts';
import { NotSecure } from './guarded-request.ts';
import { type MailApplication, mailToken } from './mail-token.ts';

export interface MailServer {
  host: string;
  port: number;
  security: 'starttls' | 'tls' | 'none';
  /** null: it lets us send without. */
  signIn: ({ user: string } & MailApplication) | null;
}

export interface MailMessage {
  /** The same over all attempts: the receiver can tell a double by the Message-ID that is made of it. */
  id: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  signal: AbortSignal;
}

const timeoutMs = 20_000;

/** One attempt by SMTP, on a connection of its own to an address that was checked for it. */
export async function sendMail(
  { guard, ca }: { guard: AddressGuard; ca?: string },
  server: MailServer,
  { id, signal, ...message }: MailMessage,
): Promise<SendEnd> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs * 2)]);
  try {
    const { host, port, security, signIn } = server;
    const addresses = await guard.resolve(host);
    const [first] = addresses;
    if (!first) throw new AddressRefused();
    if (security === 'none' && !addresses.every((one) => guard.isListed(one))) throw new NotSecure();
    const accessToken = signIn && (await mailToken(guard, signIn, late));
    late.throwIfAborted();
    const socket = new Socket();
    socket.on('error', () => undefined);
    late.addEventListener('abort', () => socket.destroy(), { once: true });
    const transport = createTransport({
      // Ours, since nothing else ends the connection to a server that goes on talking.
      socket,
      host: first.address,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      // The name that was typed, not the address that it led to, is what the certificate has to hold.
      tls: { servername: host, ...(ca ? { ca } : {}) },
      ...(signIn && accessToken ? { auth: { type: 'OAuth2', user: signIn.user, accessToken } } : {}),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const domain = message.from.slice(message.from.lastIndexOf('@') + 1);
    const sent = await transport.sendMail({
      ...message,
      messageId: `<${id}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    // Whoever it was taken for must not get it again.
    const some = sent.rejected.length > 0 ? { code: 'RECIPIENTS_REFUSED' } : {};
    return { result: 'delivered', ...statusIn(sent.response), ...some };
  } catch (error) {
    const { responseCode } = error as { responseCode?: unknown };
    const code = codeOf(late.aborted ? late.reason : error);
    return { result: 'failed', code, ...(typeof responseCode === 'number' && { status: responseCode }) };
  }
}

function statusIn(response: unknown): { status?: number } {
  const status = Number(/^(\d{3})/.exec(String(response))?.[1]);
  return status ? { status } : {};
}
