import type { PlannedCall } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { notShownOf } from './not-shown.ts';

const braces = 'A name in {braces} stands for a value that is known only during the run.';
const content = 'Content that differs for each request, or is known only then, is not shown.';

test('a list of requests says what it cannot show, and only that', () => {
  expect(notShownOf([callOf('POST', '/applications', { displayName: 'vPlus' })])).toBe('');
  expect(notShownOf([callOf('DELETE', '/applications/{id}/owners/{owner}/$ref')])).toBe(braces);
  expect(notShownOf([callOf('PATCH', '/applications/1')])).toBe(content);
  expect(notShownOf([callOf('GET', '/me'), callOf('POST', '/applications/{id}/addPassword')])).toBe(
    `${braces} ${content}`,
  );
});

const callOf = (method: PlannedCall['method'], path: string, body?: object): PlannedCall => ({
  method,
  path,
  why: '',
  times: 1,
  writes: method !== 'GET',
  ...(body ? { body } : {}),
});
