import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cloud } from '../core/service.ts';
import { keep, type ReceivedWebhook } from './inbox.ts';

const bodyLimit = 1024 * 1024;

/** A receiver of webhooks at any path. Whether a signature is right is for whoever has the secret. */
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
    keep<ReceivedWebhook>(inbox.webhooks, {
      at: new Date(clock.now()).toISOString(),
      method: request.method ?? '',
      path: request.url ?? '/',
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: Buffer.concat(chunks).toString('utf8'),
      status: is === 'status' ? status : null,
    });
    if (is === 'status') response.writeHead(status, { 'content-type': 'text/plain' }).end();
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
