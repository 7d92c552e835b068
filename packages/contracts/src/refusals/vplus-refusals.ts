import type { Meaning } from './refusal.ts';

/** What was asked of the server, as the client names it. */
interface VplusAnswer {
  operation: string;
  status?: number | undefined;
  /** The server's own sentence. Words are chosen by it, what to do next never is. */
  message?: string | undefined;
}

interface VplusRefusal extends Meaning {
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
    title: 'The vPlus server sends us to another address',
    sentence: 'Nothing is followed there, so that no password travels to an address that nobody configured.',
    remedy: 'Have whoever runs vPlus check the address of the server in the configuration: name, port, https.',
  },
  {
    ...operator,
    statuses: [404, 405],
    operations: ['log in', 'read user-info', 'list organizations', 'list tasks', 'create organization', 'synchronize'],
    problem: 'vplus-contract',
    title: 'The vPlus server does not know what we ask for',
    sentence: 'It answers, but not at the paths of its profile: another product, or another version of it.',
    remedy: 'Check the address of the server. If it is right, send the support details to whoever runs this assistant.',
  },
  {
    ...operator,
    statuses: [400, 428],
    operations: logIn,
    problem: 'vplus-login',
    title: 'The vPlus server refuses our log-in',
    sentence: 'It does not take the name and password of this assistant’s account.',
    remedy: 'Have the person who runs vPlus correct the account in the configuration.',
  },
  {
    ...operator,
    statuses: [401, 401],
    problem: 'vplus-login',
    title: 'The vPlus server ends our session at once',
    sentence: 'It took the log-in, and did not know of it at the next request.',
    remedy:
      'Have the person who runs vPlus look at the account of this assistant, and at what is in front of the server.',
  },
  {
    ...operator,
    statuses: [402, 402],
    problem: 'vplus-limit',
    title: 'The license of the vPlus server does not allow this',
    sentence: 'The server asks for a larger license.',
    remedy: 'Have the person who runs vPlus extend its license, then try again.',
  },
  {
    ...operator,
    statuses: [400, 428],
    operations: writes,
    saying: /licen[cs]e/i,
    problem: 'vplus-limit',
    title: 'The license of the vPlus server does not allow this',
    sentence: 'Its own message below says more.',
    remedy: 'Have the person who runs vPlus extend its license, then try again.',
  },
  {
    ...operator,
    statuses: [403, 403],
    problem: 'vplus-forbidden',
    title: 'The vPlus server does not allow this',
    sentence: 'It knows our account, and says no to this request.',
    remedy: 'Read its own message below: the account of this assistant may lack a right, or a limit is reached.',
  },
  {
    ...you,
    statuses: [404, 404],
    operations: ['update organization', 'delete organization'],
    problem: 'vplus-refused',
    title: 'The vPlus server does not know this organization any more',
    sentence: 'Somebody has deleted it there since we last looked.',
    remedy: 'Try again: the assistant looks first, and registers it anew where it is missing.',
  },
  {
    ...you,
    statuses: [409, 409],
    operations: ['create organization', 'update organization'],
    problem: 'vplus-refused',
    title: 'The vPlus server has such an organization already',
    sentence: 'The name, or tenant and application, are those of another organization there.',
    remedy: 'Choose another name for the organization, or have the other one removed on vPlus, and try again.',
  },
  {
    ...operator,
    statuses: [409, 409],
    operations: ['delete organization'],
    problem: 'vplus-refused',
    title: 'The vPlus server does not let go of the organization',
    sentence: 'Something there still depends on it, such as backups or a running task.',
    remedy: 'Read its own message below. Have it removed on vPlus, or leave it there.',
  },
  {
    ...you,
    statuses: [409, 409],
    operations: ['synchronize'],
    problem: 'vplus-refused',
    title: 'The vPlus server does not start the synchronization now',
    sentence: 'Another task on this organization may be at work.',
    remedy: 'Read its own message below, wait for that task, and try again.',
  },
  {
    ...you,
    statuses: [400, 422],
    operations: ['create organization', 'update organization'],
    problem: 'vplus-refused',
    title: 'The vPlus server refused the organization',
    sentence: 'Something in its values is not accepted.',
    remedy: 'Read its own message below, correct the cause and try again.',
  },
  {
    helper: 'nobody',
    statuses: [429, 429],
    problem: 'vplus-unreachable',
    title: 'The vPlus server asks us to slow down',
    sentence: 'Nothing is lost.',
    remedy: 'Wait a minute and try again.',
  },
  {
    ...operator,
    statuses: [500, 599],
    problem: 'vplus-unreachable',
    title: 'The vPlus server cannot answer at the moment',
    sentence: 'It, or what is in front of it, has a problem of its own.',
    remedy: 'Try again in some minutes. If it stays, have the person who runs vPlus look at its log.',
  },
  {
    ...operator,
    statuses: [400, 499],
    problem: 'vplus-refused',
    title: 'The vPlus server refused a request',
    sentence: 'It says no to what this assistant asked for.',
    remedy: 'Read its own message below. If it does not help, send the support details to whoever runs this assistant.',
  },
];

/** What a refusal of vPlus means, by what was asked, the status, and where that says too little the server's sentence. */
export const vplusRefusal = ({ operation, status = 0, message = '' }: VplusAnswer): Meaning | undefined =>
  vplusRefusals.find(
    ({ operations, statuses: [from, to], saying }) =>
      status >= from && status <= to && (operations?.includes(operation) ?? true) && (saying?.test(message) ?? true),
  );
