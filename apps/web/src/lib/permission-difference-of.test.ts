import type { FindingView, TenantView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { differenceOf } from './permission-difference-of.ts';

const permission = (value: string, state: string) => ({ key: value, api: 'Microsoft Graph', value, state });
const finding = (kind: FindingView['kind'], change: Partial<FindingView> = {}) =>
  ({ id: kind, kind, state: 'open', vplusServerName: 'Backup 1', what: kind, ...change }) as FindingView;

const tenant = (findings: FindingView[] = []) =>
  ({
    vplusServerName: 'Backup 1',
    connection: {
      permissions: [
        permission('Mail.Read', 'done'),
        permission('Sites.Read.All', 'pending'),
        permission('Tasks.Read.All', 'failed'),
        permission('Chat.Read.All', 'not-possible'),
      ],
    },
    findings,
  }) as unknown as TenantView;

test('what is right, missing and not offered adds up to what was planned', () => {
  const { wanted, right, missing, notOffered } = differenceOf(tenant());

  expect(wanted).toBe(3);
  expect(right.map(({ value }) => value)).toEqual(['Mail.Read']);
  expect(missing.map(({ value }) => value)).toEqual(['Sites.Read.All', 'Tasks.Read.All']);
  expect(notOffered.map(({ value }) => value)).toEqual(['Chat.Read.All']);
});

test('what is granted beside the plan and what is declared otherwise comes from checks, accepted or not', () => {
  const { more, declared } = differenceOf(
    tenant([finding('permission-added', { state: 'accepted' }), finding('declared-permissions-differ')]),
  );

  expect(more).toHaveLength(1);
  expect(declared?.what).toBe('declared-permissions-differ');
});

test('a permission that a check between sign-ins found missing is missing, though nobody has read the list since', () => {
  const found = (id: string) => finding('permission-missing', { id, what: `${id} is missing.` });

  expect(differenceOf(tenant([found('a'), found('b')])).lost).toEqual([]);
  expect(differenceOf(tenant([found('a'), found('b'), found('c')])).lost.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('what was resolved, or is of another vPlus server, does not count', () => {
  const { more, declared } = differenceOf(
    tenant([
      finding('permission-added', { state: 'resolved' }),
      finding('declared-permissions-differ', { vplusServerName: 'Backup 2' }),
    ]),
  );

  expect(more).toEqual([]);
  expect(declared).toBeNull();
});
