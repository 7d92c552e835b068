import { type BrokenWay, RemoteError, type RemoteErrorFields } from '@vplus/clients';
import { render, rendered } from '@vplus/messages';
import { expect, test } from 'vitest';
import { problemOf } from './problem-of.ts';

const theirWord = 'Told by the server.';

/** Operation by status: which problem, and of what its title speaks. */
const vplus: [operation: string, status: number, code: string, title: RegExp, message?: string][] = [
  ['log in', 302, 'vplus-contract', /another address/],
  ['log in', 400, 'vplus-login', /log-in/],
  ['log in', 401, 'vplus-login', /log-in/],
  ['log in', 403, 'vplus-login', /log-in/],
  ['log in', 404, 'vplus-contract', /does not know what we ask/],
  ['log in', 422, 'vplus-login', /log-in/],
  ['log in', 503, 'vplus-unreachable', /at the moment/],
  ['read user-info', 302, 'vplus-contract', /another address/],
  ['read user-info', 401, 'vplus-login', /session/],
  ['read user-info', 403, 'vplus-forbidden', /does not allow/],
  ['read user-info', 404, 'vplus-contract', /does not know what we ask/],
  ['list organizations', 400, 'vplus-refused', /refused a request/],
  ['list organizations', 403, 'vplus-forbidden', /does not allow/],
  ['list organizations', 405, 'vplus-contract', /does not know what we ask/],
  ['list organizations', 429, 'vplus-unreachable', /slow down/],
  ['create organization', 307, 'vplus-contract', /another address/],
  ['create organization', 400, 'vplus-refused', /refused the organization/],
  ['create organization', 400, 'vplus-limit', /licence/, 'Licence limit reached'],
  ['create organization', 401, 'vplus-login', /session/],
  ['create organization', 402, 'vplus-limit', /licence/],
  ['create organization', 403, 'vplus-limit', /licence/, 'License limit reached'],
  ['create organization', 403, 'vplus-forbidden', /does not allow/],
  ['create organization', 404, 'vplus-contract', /does not know what we ask/],
  ['create organization', 409, 'vplus-refused', /such an organization already/],
  ['create organization', 413, 'vplus-refused', /refused the organization/],
  ['create organization', 422, 'vplus-refused', /refused the organization/],
  ['create organization', 500, 'vplus-unreachable', /at the moment/],
  ['update organization', 403, 'vplus-forbidden', /does not allow/],
  ['update organization', 404, 'vplus-refused', /any more/],
  ['update organization', 409, 'vplus-refused', /such an organization already/],
  ['delete organization', 403, 'vplus-forbidden', /does not allow/],
  ['delete organization', 404, 'vplus-refused', /any more/],
  ['delete organization', 409, 'vplus-refused', /let go/],
  ['synchronize', 403, 'vplus-limit', /licence/, 'Your license has expired'],
  ['synchronize', 404, 'vplus-contract', /does not know what we ask/],
  ['synchronize', 409, 'vplus-refused', /synchronization/],
  ['read task', 403, 'vplus-forbidden', /does not allow/],
  ['list tasks', 418, 'vplus-refused', /refused a request/],
];

test.each(vplus)('vPlus: %s answered with %i is %s', (operation, status, code, title, remoteMessage = theirWord) => {
  const view = problemOf(remote({ service: 'vplus', operation, failure: 'refused', status, remoteMessage })).toView();

  expect(rendered(view)).toMatchObject({
    code,
    title: expect.stringMatching(title),
    remote: { message: remoteMessage },
  });
  // What the remote said stands once.
  expect(view.detail).toBeUndefined();
  // Nobody's log-in is at fault but that of the log-in itself, and of a session that ends.
  expect(render(view.title).includes('log-in')).toBe(operation === 'log in' && code === 'vplus-login');
  // Only an organization that was sent can be refused.
  expect(/refused the organization|such an organization/.test(render(view.title))).toBe(
    /^(create|update)/.test(operation) && code === 'vplus-refused' && status !== 404,
  );
});

test.each([
  ['certificate', 'microsoft-certificate', 'vplus-certificate'],
  ['hostname', 'microsoft-hostname', 'vplus-certificate'],
  ['proxy', 'microsoft-proxy', 'vplus-proxy'],
  ['dns', 'microsoft-dns', 'vplus-dns'],
  ['connection', 'microsoft-connection', 'vplus-unreachable'],
] as [BrokenWay, string, string][])(
  'what is broken on the way is told by name, with who can mend it: %s',
  (broke, microsoft, ofVplus) => {
    const failure = broke === 'certificate' || broke === 'hostname' ? 'certificate' : 'unreachable';
    const codeFor = (service: RemoteErrorFields['service']) =>
      problemOf(remote({ service, operation: 'anything', failure, broke })).toView();

    for (const service of ['identity', 'graph', 'sharepoint', 'exchange'] as const)
      expect(codeFor(service)).toMatchObject({ code: microsoft, helper: 'operator' });
    expect(codeFor('vplus')).toMatchObject({ code: ofVplus, helper: 'operator' });
  },
);

const remote = (fields: Omit<RemoteErrorFields, 'at'>) =>
  new RemoteError({ ...fields, at: '2026-11-30T00:00:00.000Z' });
