import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cloud } from '../core/service.ts';
import { answerTo, kindOf } from './chat-hooks.ts';
import { keep, type ReceivedWebhook } from './inbox.ts';

const bodyLimit = 1024 * 1024;

/** A receiver of webhooks at any path; those of Slack and Teams answer as these do. Whether a signature is right is for whoever has the secret. */
export async function openReceiver(
  cloud: Pick<Cloud, 'inbox' | 'clock'>,
  { host, port }: { host: string; port: number },
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { inbox, clock } = cloud;
    const { is, status } = inbox.weather.webhooks;
    if (is === 'down') return request.socket.destroy();
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bodyLimit) return response.writeHead(413, { connection: 'close' }).end();
      chunks.push(chunk);
    }
    const path = request.url ?? '/';
    const as = kindOf(path);
    const body = Buffer.concat(chunks).toString('utf8');
    const answer = answerTo({ as, path, body }, status);
    keep<ReceivedWebhook>(inbox.webhooks, {
      as,
      at: new Date(clock.now()).toISOString(),
      method: request.method ?? '',
      path,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body,
      status: is === 'status' ? answer.status : null,
    });
    if (is === 'status') response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.text);
  });
  server.on('clientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
