/**
 * Stands in for `m365 request` of CLI for Microsoft 365 11.11 in tests, with its ways as the tool itself was seen to
 * have them, sent to the practice cloud. GRAPH is its address, TOKEN the person's. Every third command,
 * counted from FAIL_FROM on, ends with a 502, before it is sent or (FAIL_AFTER) once it is carried out.
 * https://pnp.github.io/cli-microsoft365/cmd/request
 */
import { appendFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const [, , command, ...named] = process.argv;
const pairs = named.flatMap((arg, index) => (index % 2 === 0 ? [[arg.slice(2), named[index + 1]]] : []));
const { url = '', method = 'get', body, output = 'json', ...headers } = Object.fromEntries(pairs);
if (command !== 'request') end(`Command '${command}' was not found.`);
if (body && !headers['content-type']) end('Specify the content-type when using body');

/** The first two slashes in a row become one, wherever they stand. */
const whole = url.replace('@graph', 'https://graph.microsoft.com/v1.0');
const path = `${whole.slice(0, 8)}${whole.slice(8).replace('//', '/')}`.replace('https://graph.microsoft.com', '');
if (path.startsWith('http')) end('No way to that address.');

const count = join(process.env.HOME, 'commands');
appendFileSync(count, '.');
const number = statSync(count).size - Number(process.env.FAIL_FROM);
const fails = number >= 0 && number % 3 === 0;
const badGateway = 'Request failed with status code 502';
if (fails && !process.env.FAIL_AFTER) end(badGateway);

for (;;) {
  const answer = await fetch(`${process.env.GRAPH}${path}`, {
    method: method.toUpperCase(),
    headers: { accept: 'application/json', ...headers, authorization: `Bearer ${process.env.TOKEN}` },
    ...(body ? { body } : {}),
  });
  const text = await answer.text();
  if (answer.status === 429 || answer.status === 503) {
    const seconds = Number.parseInt(answer.headers.get('retry-after') ?? '10', 10);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    continue;
  }
  if (fails) end(badGateway);
  if (!answer.ok) end(parsed(text)?.error?.message ?? `Request failed with status code ${answer.status}`);
  // What is not JSON is printed as a text.
  if (output !== 'none') process.stdout.write(`${JSON.stringify(parsed(text) ?? text)}\n`);
  break;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** With `--output none` nothing is said, not even what went wrong. */
function end(message) {
  if (output !== 'none') process.stderr.write(`Error: ${message}\n`);
  process.exit(1);
}
