import { message } from '@vplus/messages/message';
import type { UnwordedMeaning } from './meaning.ts';

/** What was asked of the server, as the client names it. */
interface VplusAnswer {
  operation: string;
  status?: number | undefined;
  /** The server's own sentence. Words are chosen by it, what to do next never is. */
  message?: string | undefined;
}

interface VplusRefusal extends UnwordedMeaning {
  /** Left out: whatever was asked. */
  operations?: readonly string[];
  /** From this status to that one. */
  statuses: readonly [from: number, to: number];
  /** What the server's own sentence must speak of. */
  saying?: RegExp;
}

const operator = { helper: 'operator' } as const;
const you = { helper: 'you' } as const;
const logIn = ['log in'];
const writes = ['create organization', 'update organization', 'delete organization', 'synchronize'];

/** The first row that fits counts. The server's errors are not documented: what is not here is told as it came. */
const vplusRefusals: readonly VplusRefusal[] = [
  {
    ...operator,
    statuses: [300, 399],
    problem: 'vplus-contract',
    title: message('vplus-refusal.other-address-title'),
    sentence: message('vplus-refusal.other-address'),
    remedy: message('vplus-refusal.other-address-remedy'),
  },
  {
    ...operator,
    statuses: [404, 405],
    operations: ['log in', 'read user-info', 'list organizations', 'list tasks', 'create organization', 'synchronize'],
    problem: 'vplus-contract',
    title: message('vplus-refusal.unknown-path-title'),
    sentence: message('vplus-refusal.unknown-path'),
    remedy: message('vplus-refusal.unknown-path-remedy'),
  },
  {
    ...operator,
    statuses: [400, 428],
    operations: logIn,
    problem: 'vplus-login',
    title: message('vplus-refusal.log-in-refused-title'),
    sentence: message('vplus-refusal.log-in-refused'),
    remedy: message('vplus-refusal.log-in-refused-remedy'),
  },
  {
    ...operator,
    statuses: [401, 401],
    problem: 'vplus-login',
    title: message('vplus-refusal.session-ends-title'),
    sentence: message('vplus-refusal.session-ends'),
    remedy: message('vplus-refusal.session-ends-remedy'),
  },
  {
    ...operator,
    statuses: [402, 402],
    problem: 'vplus-limit',
    title: message('vplus-refusal.license-asked-title'),
    sentence: message('vplus-refusal.license-asked'),
    remedy: message('vplus-refusal.license-asked-remedy'),
  },
  {
    ...operator,
    statuses: [400, 428],
    operations: writes,
    saying: /licen[cs]e/i,
    problem: 'vplus-limit',
    title: message('vplus-refusal.license-said-title'),
    sentence: message('vplus-refusal.license-said'),
    remedy: message('vplus-refusal.license-said-remedy'),
  },
  {
    ...operator,
    statuses: [403, 403],
    problem: 'vplus-forbidden',
    title: message('vplus-refusal.forbidden-title'),
    sentence: message('vplus-refusal.forbidden'),
    remedy: message('vplus-refusal.forbidden-remedy'),
  },
  {
    ...you,
    statuses: [404, 404],
    operations: ['update organization', 'delete organization'],
    problem: 'vplus-refused',
    title: message('vplus-refusal.organization-unknown-title'),
    sentence: message('vplus-refusal.organization-unknown'),
    remedy: message('vplus-refusal.organization-unknown-remedy'),
  },
  {
    ...you,
    statuses: [409, 409],
    operations: ['create organization', 'update organization'],
    problem: 'vplus-refused',
    title: message('vplus-refusal.organization-there-title'),
    sentence: message('vplus-refusal.organization-there'),
    remedy: message('vplus-refusal.organization-there-remedy'),
  },
  {
    ...operator,
    statuses: [409, 409],
    operations: ['delete organization'],
    problem: 'vplus-refused',
    title: message('vplus-refusal.organization-needed-title'),
    sentence: message('vplus-refusal.organization-needed'),
    remedy: message('vplus-refusal.organization-needed-remedy'),
  },
  {
    ...you,
    statuses: [409, 409],
    operations: ['synchronize'],
    problem: 'vplus-refused',
    title: message('vplus-refusal.synchronization-busy-title'),
    sentence: message('vplus-refusal.synchronization-busy'),
    remedy: message('vplus-refusal.synchronization-busy-remedy'),
  },
  {
    ...you,
    statuses: [400, 422],
    operations: ['create organization', 'update organization'],
    problem: 'vplus-refused',
    title: message('vplus-refusal.organization-refused-title'),
    sentence: message('vplus-refusal.organization-refused'),
    remedy: message('vplus-refusal.organization-refused-remedy'),
  },
  {
    helper: 'nobody',
    statuses: [429, 429],
    problem: 'vplus-unreachable',
    title: message('vplus-refusal.slow-down-title'),
    sentence: message('vplus-refusal.slow-down'),
    remedy: message('vplus-refusal.slow-down-remedy'),
  },
  {
    ...operator,
    statuses: [500, 599],
    problem: 'vplus-unreachable',
    title: message('vplus-refusal.cannot-answer-title'),
    sentence: message('vplus-refusal.cannot-answer'),
    remedy: message('vplus-refusal.cannot-answer-remedy'),
  },
  {
    ...operator,
    statuses: [400, 499],
    problem: 'vplus-refused',
    title: message('vplus-refusal.refused-title'),
    sentence: message('vplus-refusal.refused'),
    remedy: message('vplus-refusal.refused-remedy'),
  },
];

/** What a refusal of vPlus means, by what was asked, the status, and where that says too little the server's sentence. */
export const vplusRefusal = ({ operation, status = 0, message = '' }: VplusAnswer): UnwordedMeaning | undefined =>
  vplusRefusals.find(
    ({ operations, statuses: [from, to], saying }) =>
      status >= from && status <= to && (operations?.includes(operation) ?? true) && (saying?.test(message) ?? true),
  );
