import type { Answer, Call, Cloud } from './service.ts';
import type { Fault } from './world.ts';

/** The fault that hits this request, counted; at most one does. */
export function faultFor(call: Call, tenantId: string | null, cloud: Cloud): Fault | null {
  for (const fault of cloud.world.weather.faults) {
    if (fault._hit >= fault.times || !matches(fault, call, tenantId)) continue;
    fault._seen += 1;
    if (fault._seen < fault.nth) continue;
    fault._hit += 1;
    return fault;
  }
  return null;
}

function matches({ match }: Fault, call: Call, tenantId: string | null): boolean {
  return (
    (!match.service || match.service === call.service) &&
    (!match.method || match.method.toUpperCase() === call.method) &&
    (!match.path || new RegExp(match.path).test(decoded(call.url.pathname + call.url.search))) &&
    (!match.body || new RegExp(match.body).test(call.body.toString('utf8'))) &&
    (!match.tenantId || match.tenantId === tenantId)
  );
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Answers a request under a fault; `run` is what would happen without it. */
export async function answerWithFault(
  fault: Fault,
  call: Call,
  cloud: Cloud,
  run: (call: Call) => Promise<Answer>,
): Promise<Answer> {
  const { effect } = fault;
  switch (effect.kind) {
    case 'status': {
      const write = effect.afterEffect ? (await run(call)).write : false;
      return {
        status: effect.status,
        ...(effect.headers && { headers: effect.headers }),
        body: effect.body ?? {
          error: { code: 'PracticeFault', message: `The practice cloud was told to answer ${effect.status}.` },
        },
        write: write ?? false,
      };
    }
    case 'refuse':
      return { status: 0, wire: 'cut', write: false };
    case 'cut-after-effect':
      return { ...(await run(call)), wire: 'cut' };
    case 'hang': {
      const answer = effect.afterEffect ? await run(call) : { status: 0, write: false };
      await cloud.clock.sleep(effect.ms);
      return { ...answer, wire: 'cut' };
    }
    case 'delay':
      await cloud.clock.sleep(effect.ms);
      return run(call);
    case 'malformed':
      return malformed(effect.how, await run(call));
    case 'stale':
      return run({ ...call, stale: true });
    case 'token-expired':
      return unauthorized(
        cloud,
        'Lifetime validation failed, the token is expired.',
        'Bearer realm="", error="invalid_token"',
      );
    case 'claims-challenge': {
      const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
      return unauthorized(
        cloud,
        'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
        `Bearer realm="", authorization_uri="${cloud.origins.identity}/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
      );
    }
  }
}

function malformed(how: 'truncated' | 'html' | 'empty' | 'reset-in-body', answer: Answer): Answer {
  if (how === 'html') {
    return {
      ...answer,
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
    };
  }
  if (how === 'empty') return { ...answer, status: 200, body: '' };
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? { value: [] });
  if (how === 'reset-in-body') return { ...answer, body: text, wire: 'reset-in-body' };
  const headers = { 'content-type': 'application/json', ...answer.headers };
  return { ...answer, headers, body: text.slice(0, Math.ceil(text.length / 2)) };
}

function unauthorized(cloud: Cloud, message: string, challenge: string): Answer {
  const requestId = cloud.newId();
  return {
    status: 401,
    headers: { 'www-authenticate': challenge, 'request-id': requestId },
    body: {
      error: {
        code: 'InvalidAuthenticationToken',
        message,
        innerError: {
          date: new Date(cloud.clock.now()).toISOString().slice(0, 19),
          'request-id': requestId,
          'client-request-id': requestId,
        },
      },
    },
    write: false,
  };
}
