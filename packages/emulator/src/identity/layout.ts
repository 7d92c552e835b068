import type { Answer } from '../core/service.ts';

/** Text that is already HTML. */
export interface Html {
  html: string;
}

/** Fills a template; every value that is not HTML itself is escaped. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[] | null | false)[]): Html {
  return { html: parts.map((part, index) => part + render(values[index])).join('') };
}

function render(value: string | number | Html | Html[] | null | false | undefined): string {
  if (value === undefined || value === null || value === false) return '';
  if (Array.isArray(value)) return value.map((one) => one.html).join('');
  return typeof value === 'object' ? value.html : escaped(String(value));
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const style = `
:root{color-scheme:light dark;--ground:#eef0f3;--card:#fff;--ink:#16191d;--soft:#59616b;--line:#d5dae0;--accent:#2b5f75;--on-accent:#fff;--hover:#f4f6f8;--mark:#fff4d6;--mark-ink:#5c4300;--bad:#a4262c}
@media (prefers-color-scheme:dark){:root{--ground:#121518;--card:#1b2025;--ink:#e8ebee;--soft:#a0a9b3;--line:#343c45;--accent:#7fbdd6;--on-accent:#0d2530;--hover:#232a31;--mark:#3a2f10;--mark-ink:#f6dc95;--bad:#ff9a96}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,sans-serif}
.practice{align-self:stretch;padding:8px 16px;background:var(--mark);color:var(--mark-ink);font-size:14px;text-align:center}
main{width:100%;max-width:480px;margin:32px auto;padding:32px;background:var(--card);border:1px solid var(--line);border-radius:8px}
@media (max-width:520px){main{margin:0;border:0;border-radius:0;padding:24px 16px;flex:1}}
h1{margin:0 0 8px;font-size:24px;line-height:1.25}
h2{margin:24px 0 8px;font-size:14px;color:var(--soft);font-weight:600}
p{margin:8px 0}
.soft{color:var(--soft);font-size:14px}
.who{margin:0 0 16px;color:var(--soft);font-size:14px;overflow-wrap:anywhere}
ul{list-style:none;margin:0;padding:0}
.accounts button{display:block;width:100%;text-align:left;padding:10px 12px;margin:0;border:0;border-top:1px solid var(--line);border-radius:0;background:none;color:inherit;font:inherit;cursor:pointer;overflow-wrap:anywhere}
.accounts button:hover{background:var(--hover)}
.accounts small{display:block;color:var(--soft);font-size:14px}
.permissions li{padding:10px 0;border-top:1px solid var(--line)}
.permissions small{display:block;color:var(--soft);font-size:14px}
label{display:block;margin:16px 0 4px;font-size:14px}
input[type=text],input[type=password],input[type=email]{width:100%;padding:10px 12px;border:1px solid var(--soft);border-radius:4px;background:var(--card);color:inherit;font:inherit}
.check{display:flex;gap:10px;align-items:flex-start;margin:16px 0}
.check input{width:20px;height:20px;margin:2px 0 0;accent-color:var(--accent);flex:none}
.actions{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:8px;margin-top:24px}
.actions button,.actions a{padding:10px 20px;border:1px solid var(--soft);border-radius:4px;background:none;color:inherit;font:inherit;text-decoration:none;cursor:pointer}
.actions .main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.bad{color:var(--bad)}
details{margin-top:16px;font-size:14px}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 12px;margin:8px 0;font-size:14px}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere;font-family:ui-monospace,Consolas,monospace}
`;

/** One page of the sign-in: plainly marked as practice, nothing loaded from anywhere, no script but the one given. */
export function showPage(
  title: string,
  body: Html,
  options: { status?: number; script?: string; cookie?: string } = {},
): Answer {
  const nonce = crypto.randomUUID();
  const script = options.script ? html`<script nonce="${nonce}">${{ html: options.script }}</script>` : null;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – practice sign-in</title>
<style nonce="${nonce}">${{ html: style }}</style>
</head>
<body>
<div class="practice" role="note">Practice sign-in – not Microsoft. Nobody’s real account is used here.</div>
<main>
${body}
</main>
${script}
</body>
</html>
`;
  return {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
      ...(options.cookie && { 'set-cookie': options.cookie }),
    },
    body: document.html,
  };
}
