import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';

/** A Firefox of this machine; undefined: there is none. */
export const firefox = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
  (path) => path !== undefined && existsSync(path),
);

/** The page as it stands, with its style sheets, printed by Firefox over WebDriver BiDi. https://www.w3.org/TR/webdriver-bidi/ */
export async function printedByFirefox(page: Page): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'vplus-firefox-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, await standing(page));
  const browser = spawn(
    firefox ?? '',
    ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port=0', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: folder, MOZ_CRASHREPORTER_DISABLE: '1' } },
  );
  try {
    const send = await bidi(await addressOf(browser));
    await send('session.new', { capabilities: {} });
    const { contexts } = await send<{ contexts: { context: string }[] }>('browsingContext.getTree', {});
    const context = contexts[0]?.context;
    await send('browsingContext.navigate', { context, url: `file://${file}`, wait: 'complete' });
    const { data } = await send<{ data: string }>('browsingContext.print', { context });
    return Buffer.from(data, 'base64');
  } finally {
    const ended = once(browser, 'exit');
    browser.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Markup and styles of the page, without a script: it needs no session and no server. */
const standing = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText));
    return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${rules.join('\n')}</style>${document.body.outerHTML.replace(/<script[\s\S]*?<\/script>/g, '')}</html>`;
  });

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('Firefox has no error output');
  for await (const line of createInterface(stderr)) {
    const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (address) return `${address}/session`;
  }
  throw new Error('Firefox ended before it listened');
}

async function bidi(address: string) {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  let last = 0;
  return async <T>(method: string, params: object): Promise<T> => {
    const id = ++last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      const hear = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id?: number; type: string; result: T; message?: string };
        if (answer.id !== id) return;
        socket.removeEventListener('message', hear);
        if (answer.type === 'success') resolve(answer.result);
        else reject(new Error(`${method}: ${answer.message}`));
      };
      socket.addEventListener('message', hear);
    });
  };
}
