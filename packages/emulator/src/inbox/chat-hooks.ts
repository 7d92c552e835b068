import type { ReceivedWebhook } from './inbox.ts';

type Arrived = Pick<ReceivedWebhook, 'as' | 'path' | 'body'>;
interface HookAnswer {
  status: number;
  type: string;
  text: string;
}

export function kindOf(path: string): ReceivedWebhook['as'] {
  if (path.startsWith('/services/')) return 'slack';
  return /^\/(powerautomate\/.*)?workflows\//.test(path) ? 'teams' : 'webhook';
}

/** As the one that it stands for answers; `wanted` other than 200 is the weather, which comes first. */
export function answerTo(arrived: Arrived, wanted: number): HookAnswer {
  if (arrived.as === 'slack') return slackAnswer(arrived, wanted);
  if (arrived.as === 'teams' && wanted === 200) return teamsAnswer(arrived);
  return { status: wanted, type: 'text/plain', text: '' };
}

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
const slackWords: Record<number, string> = {
  400: 'invalid_payload',
  403: 'action_prohibited',
  404: 'no_service',
  410: 'channel_is_archived',
};

function slackAnswer({ path, body }: Arrived, wanted: number): HookAnswer {
  const say = (status: number, text: string) => ({ status, type: 'text/html', text });
  if (wanted !== 200) return say(wanted, slackWords[wanted] ?? '');
  if (!/^\/services\/T\w+\/B\w+\/\w+$/.test(path)) return say(403, 'invalid_token');
  const { text, blocks } = (parsed(body) ?? {}) as { text?: unknown; blocks?: unknown };
  if (parsed(body) === null) return say(400, 'invalid_payload');
  if (typeof text !== 'string' && !Array.isArray(blocks)) return say(400, 'no_text');
  return say(200, 'ok');
}

/** Taken, and posted afterwards. Without the signature of the address it lets nobody in. */
function teamsAnswer({ path, body }: Arrived): HookAnswer {
  const type = 'application/json';
  const refused = (status: number, code: string) => ({ status, type, text: JSON.stringify({ error: { code } }) });
  if (!new URL(path, 'http://x').searchParams.get('sig')) return refused(401, 'DirectApiAuthorizationRequired');
  const { attachments } = (parsed(body) ?? {}) as { attachments?: unknown };
  if (!Array.isArray(attachments)) return refused(400, 'TriggerInputSchemaMismatch');
  return { status: 202, type, text: '' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
