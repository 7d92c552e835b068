import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { directoryRoles } from '../seed/roles.ts';

const style = readFileSync(new URL('page.css', import.meta.url), 'utf8');
const script = readFileSync(new URL('page-script.js', import.meta.url), 'utf8');

const policy = [
  "default-src 'none'",
  `style-src '${hashOf(style)}'`,
  `script-src '${hashOf(script)}'`,
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page on which people set the weather of the practice cloud; it talks to the control API of its own origin. */
export function controlPage(): string {
  const given = { roles: directoryRoles };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Practice cloud: weather</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<div>
<p class="mark">Practice only. Nothing here is Microsoft’s, and nothing here reaches a real tenant.</p>
<h1>Practice cloud</h1>
</div>
<nav aria-label="Sections" id="sections"></nav>
</header>
<main id="main" tabindex="-1"><p>Loading…</p></main>
<footer id="whole"></footer>
<p id="said" role="status" aria-live="polite"></p>
<noscript><p>This page needs JavaScript. Without it, use the JSON API on this address.</p></noscript>
<script type="application/json" id="given">${JSON.stringify(given).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
