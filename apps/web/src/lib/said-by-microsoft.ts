import {
  type Meaning,
  meaningOf,
  type Names,
  named,
  type Refusal,
  serviceRefusal,
  signInRefusal,
} from '@vplus/contracts/refusals';

/** What a return from Microsoft, a pasted page or an address tells; ids and time are for support. */
export interface SaidByMicrosoft {
  /** AADSTS number. */
  number: number | null;
  /** The OAuth error, or the word of the sign-in library. */
  code: string | null;
  traceId: string | null;
  correlationId: string | null;
  at: string | null;
  /** The text itself, unwrapped from an address. */
  text: string;
}

/** Reads `AADSTS50011`, `50011`, the whole text of a page, or an address with `error=`; null: there is no code in it. */
export function saidByMicrosoft(pasted: string, error?: string): SaidByMicrosoft | null {
  const address = answerIn(pasted);
  const text = address ? `${address.get('error_description') ?? ''} ${pasted}` : pasted;
  const number = numberIn(text);
  const code = error ?? address?.get('error') ?? null;
  if (number === null && !code) return null;
  return {
    number,
    code,
    traceId: idAfter('(?:trace|request)', text),
    correlationId: idAfter('correlation', text),
    at: /timestamp\W{0,3}\s*(20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?)/i.exec(text)?.[1] ?? null,
    text: (address?.get('error_description') ?? pasted).trim(),
  };
}

/** The answer in an address: in its query, or behind the hash. */
function answerIn(text: string): URLSearchParams | null {
  const from = text.search(/(?:^|[?#&])(?:error|error_description)=/);
  if (from < 0) return null;
  const answer = new URLSearchParams(
    text
      .slice(from)
      .replace(/^[?#&]/, '')
      .split(/\s/)[0]
      ?.replace('#', '&'),
  );
  return answer.has('error') || answer.has('error_description') ? answer : null;
}

/** Microsoft's own marks first; a bare number only where the catalogue knows it, or where nothing else was pasted. */
function numberIn(text: string): number | null {
  const marked = numbersOf(text, /AADSTS\D{0,2}(\d{5,7})\b/gi);
  const labelled = numbersOf(text, /error[ _]?codes?\W{0,4}\s*(\d{5,7})\b/gi);
  const named = [...marked, ...labelled, ...numbersOf(text, /\/error\?code=(\d{5,7})\b/gi)];
  const bare = numbersOf(text, /(?<![\w.:-])(\d{5,7})(?![\w.:-]*[\w-])/g);
  const known = (numbers: number[]) => numbers.find((number) => signInRefusal([number]));
  const alone = /^\s*(\d{5,7})\s*$/.exec(text)?.[1];
  return known(named) ?? named[0] ?? known(bare) ?? (alone ? Number(alone) : null);
}

const numbersOf = (text: string, pattern: RegExp): number[] =>
  [...text.matchAll(pattern)].map(([, number]) => Number(number));

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const idAfter = (word: string, text: string): string | null =>
  new RegExp(`${word}[ _]?id\\W{0,3}\\s*(${guid})`, 'i').exec(text)?.[1] ?? null;

/** What it means for the sign-in to this assistant; `elsewhere`: where the application for vPlus was refused instead. */
export interface Explained {
  meaning: Meaning;
  elsewhere: Meaning | null;
  silent: boolean;
}

/** null: a code that we do not know. */
export function explain(
  { number, code }: Pick<SaidByMicrosoft, 'number' | 'code'>,
  names: Names = {},
  sinceConsentMs?: number,
): Explained | null {
  const refusal = rowOf(number, code);
  if (!refusal) return null;
  const met = { ageMs: Number.POSITIVE_INFINITY, sinceConsentMs };
  return {
    meaning: named(meaningOf(refusal, { ...met, assistant: true }), names),
    elsewhere: refusal.assistant ? named(meaningOf(refusal, met), names) : null,
    silent: refusal.silent ?? false,
  };
}

function rowOf(number: number | null, code: string | null): Refusal | undefined {
  if (number !== null) return signInRefusal([number]);
  if (code === null) return undefined;
  return serviceRefusal('browser', { code }) ?? serviceRefusal('sign-in', { code });
}

/** Names that Microsoft put into its own sentence; only words that cannot be anything but a name. */
export function namesIn(text: string, own: { origin: string; addresses: string[] }): Names {
  const tenant = /(?:tenant|organization|directory) (?:named )?'([\p{L}\d][\p{L}\d .&-]{0,60})'/iu.exec(text)?.[1];
  const redirect = own.addresses.find((address) => text.includes(`'${address}'`));
  const cloud = Object.keys(clouds).find((host) => text.includes(host));
  const service = Object.keys(services).find((appId) => text.includes(appId));
  return {
    address: redirect ?? own.origin,
    ...(tenant ? { tenant } : {}),
    ...(cloud ? { cloud: clouds[cloud] } : {}),
    ...(service ? { service: services[service] } : {}),
  };
}

const clouds: Record<string, string> = {
  'login.microsoftonline.us': 'the cloud of the US Government',
  'login.partner.microsoftonline.cn': 'the cloud of China (21Vianet)',
  'login.chinacloudapi.cn': 'the cloud of China (21Vianet)',
};

const services: Record<string, string> = {
  '00000003-0000-0000-c000-000000000000': 'Microsoft Graph',
  '00000002-0000-0ff1-ce00-000000000000': 'Exchange Online',
  '00000003-0000-0ff1-ce00-000000000000': 'SharePoint Online',
};
