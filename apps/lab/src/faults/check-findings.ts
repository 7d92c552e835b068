import { render } from '@vplus/messages';
import { endsOf, type Replay, type ReplayOptions } from './replay.ts';

/** A fault that lasts may leave something that nobody could look at. */
export const mayStayUnseen = ({ verb, requestFaults }: ReplayOptions): boolean =>
  requestFaults.some((requestFault) => {
    // With nobody signed in there is no other token until tomorrow.
    if (verb === 'look' && (requestFault.asked.service === 'identity' || requestFault.fault === 'token expired'))
      return true;
    const end = endsOf(requestFault);
    return Array.isArray(end) || end === 'attention' || requestFault.fault.startsWith('away');
  });

/** Everything that a check ever said against the tenant, which is right in every case. */
export const toldAsMissing = ({ durable }: Replay): string[] =>
  durable.events.flatMap(({ step, text }) =>
    step.state === 'failed' ? [`${step.id} was told as failed: ${text}`] : [],
  );

/**
 * What a check of a right tenant has against it. That vPlus does not answer is true while it does not; what a person turned
 * on against the advice is one as well.
 */
export function falseAlarms(replayOptions: ReplayOptions, { attempts }: Replay): string[] {
  const expected = [
    ...(mayStayUnseen(replayOptions) ? ['vplus-unreachable', 'vplus-certificate', 'vplus-login'] : []),
    ...(replayOptions.choices?.legacyAuth === 'enable' ? ['legacy-auth-on'] : []),
  ];
  return attempts.flatMap(({ concerns }) => concerns).filter((one) => !expected.includes(one));
}

/** The same of a look with nobody signed in, which keeps no records; `unseen`: what it never sees. */
export const lookWrong = (replayOptions: ReplayOptions, replay: Replay, unseen: string[]): string[] => [
  ...replay.asked.filter(({ write, service }) => write && service !== 'identity').map(({ key }) => `it wrote: ${key}`),
  ...(mayStayUnseen(replayOptions)
    ? []
    : replay.attempts
        .flatMap((attempt) => attempt.unseen)
        .filter((id) => !unseen.includes(id) && !hidesLong(replayOptions))
        .map((id) => `${id} was not looked at`)),
];

/** Longer than a look with nobody signed in is patient with one step. */
const hidesLong = ({ requestFaults }: ReplayOptions) => requestFaults.some(({ fault }) => fault === 'stale, ten times');

/**
 * Whether a check of a right tenant ended as it should: it changes nothing, says nothing against the tenant, asks a
 * person only for what the fault really takes, and leaves unseen only what a fault that lasts hid.
 */
export function checkWrong(replayOptions: ReplayOptions, replay: Replay): string[] {
  const lasts = mayStayUnseen(replayOptions);
  const ends = replayOptions.requestFaults.map(endsOf);
  const codes = new Set<string>(ends.flatMap((end) => (Array.isArray(end) ? end : [])));
  if (ends.includes('sign-in')) codes.add('sign-in-again');
  const strayStops = replay.stops.filter(
    ({ outcome, codes: shown }) =>
      outcome !== 'needs-you' || shown.length === 0 || !shown.every((one) => codes.has(one)),
  );
  const unseen = Object.values(replay.durable.records).filter(({ state }) => state === 'not-looked-at');
  const last = replay.attempts.at(-1)?.ended;
  // What a person turned on against the advice goes on being pointed out.
  const right = replayOptions.choices?.legacyAuth === 'enable' ? 'done-with-attention' : 'done';
  return [
    ...toldAsMissing(replay),
    ...replay.asked
      .filter(({ write, service }) => write && service !== 'identity')
      .map(({ key }) => `it wrote: ${key}`),
    ...strayStops.map(
      ({ outcome, codes: shown }) => `it stopped as ${outcome} with ${shown.join(', ') || 'no reason'}`,
    ),
    ...(lasts ? [] : unseen.map(({ id, detail }) => `${id} was not looked at: ${render(detail ?? '')}`)),
    ...(lasts || last === right || !replay.cameToRest ? [] : [`it ended as ${last}`]),
    ...(ends.includes('sign-in') && replay.stops.length === 0 && !lasts ? ['it never asked for a sign-in'] : []),
  ];
}
