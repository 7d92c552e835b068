import type { Answer, Call } from '@vplus/emulator';

const shortest = 12;
const names = /^(access_token|refresh_token|id_token|secretText)$/;
const sent = ['client_secret', 'client_assertion', 'assertion', 'password', 'clientSecret'];

/** Every value of a request and its answer that nobody but the two may ever see. */
export function markersIn(call: Call, answer: Answer): string[] {
  // The items of a batch pass here one by one.
  if (call.url.pathname.endsWith('/$batch')) return [];
  const found = [
    ...fromHeaders(call),
    ...fromBody(call),
    ...[answer.headers?.['set-cookie'] ?? []].flat().map((line) => line.split(/[=;]/)[1] ?? ''),
    // Nothing is issued to a look.
    ...(call.method === 'GET' ? [] : fromAnswer(answer.body)),
  ];
  // A token is known by its signature as well, should only a part of it get anywhere.
  return found.flatMap((value) => [value, value.split('.')[2] ?? '']).filter(({ length }) => length >= shortest);
}

function fromHeaders({ headers }: Call): string[] {
  const cookies = (headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('=')[1] ?? '');
  return [(headers.authorization ?? '').replace(/^Bearer /, ''), ...cookies];
}

function fromBody({ body, headers }: Call): string[] {
  const text = body.toString('utf8');
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(text);
    return sent.map((name) => form.get(name) ?? '');
  }
  return fromJson(text, (name) => sent.includes(name));
}

function fromAnswer(body: unknown): string[] {
  if (body === undefined || Buffer.isBuffer(body)) return [];
  return fromJson(typeof body === 'string' ? body : JSON.stringify(body), (name) => names.test(name));
}

function fromJson(text: string, wanted: (name: string) => boolean): string[] {
  const found: string[] = [];
  try {
    JSON.parse(text, (name, value) => {
      if (typeof value === 'string' && wanted(name)) found.push(value);
      return value;
    });
  } catch {
    // Not JSON: nothing of ours is sent or answered in another form.
  }
  return found;
}
