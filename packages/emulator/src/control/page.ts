import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Answer } from '../core/service.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page on which people set the weather of the practice cloud, as Vite built it into `folder`. */
export function page(folder: URL): Answer {
  const file = new URL('index.html', folder);
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
  return existsSync(file)
    ? { status: 200, headers, body: readFileSync(file) }
    : { status: 503, headers, body: notBuilt };
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** A script or style sheet of the page. Their names change with what is in them, so a browser may keep them. */
export function pageFile(folder: URL, name: string): Answer {
  const file = new URL(`assets/${name}`, folder);
  const type = types[extname(name)];
  if (!type || !existsSync(file)) return { status: 404, body: { message: `The page has no file ${name}.` } };
  return {
    status: 200,
    headers: { 'content-type': type, 'cache-control': 'max-age=31536000, immutable' },
    body: readFileSync(file),
  };
}

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Practice cloud: weather</title>
<link rel="icon" href="data:,">
<h1>Practice cloud</h1>
<p>Practice only. Nothing here is Microsoft’s, and nothing here reaches a real tenant.</p>
<p>This page is not built yet. <code>npm start</code> and <code>npm run emulator</code> build it; then reload.
The JSON API at this address works without it: <a href="/world">what it knows</a>.</p>
</html>
`;
