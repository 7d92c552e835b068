import { expect, test } from 'vitest';
import { budgetsOf, limits, type Manifest } from './budget.ts';

const manifest: Manifest = {
  'index.html': { file: 'start.js', isEntry: true, imports: ['_hint.js'], dynamicImports: ['src/main.tsx'] },
  '_hint.js': { file: 'hint.js' },
  'src/main.tsx': {
    file: 'main.js',
    imports: ['_react.js', '_hint.js'],
    dynamicImports: ['src/features/plan/page.tsx', 'src/lib/msal.ts'],
  },
  '_react.js': { file: 'react.js' },
  '_list.js': { file: 'list.js', imports: ['_react.js'] },
  'src/features/plan/page.tsx': { file: 'plan.js', imports: ['_react.js', '_list.js'] },
  'src/lib/msal.ts': { file: 'msal.js', imports: ['_react.js', '_hint.js'] },
};

test('the first page is charged for its own script only', () => {
  const [first] = budgetsOf(manifest);

  expect(first).toEqual({ name: 'first page', files: ['start.js', 'hint.js'], limitKb: limits.start });
});

test('application and sign-in library are charged for what they add', () => {
  const [, application, signIn] = budgetsOf(manifest);

  expect(application?.files).toEqual(['main.js', 'react.js']);
  expect(signIn?.files).toEqual(['msal.js']);
});

test('a later route is charged only for what it adds', () => {
  expect(budgetsOf(manifest).slice(3)).toEqual([
    { name: 'plan', files: ['plan.js', 'list.js'], limitKb: limits.route },
  ]);
});

test('a build without the sign-in library is refused rather than measured too small', () => {
  const { 'src/lib/msal.ts': _, ...lacking } = manifest;

  expect(() => budgetsOf(lacking)).toThrow('src/lib/msal.ts');
});
