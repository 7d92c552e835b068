import { expect, test } from 'vitest';
import { budgetsOf, type Manifest } from './budget.ts';

const manifest: Manifest = {
  'index.html': {
    file: 'index.js',
    isEntry: true,
    imports: ['_react.js'],
    dynamicImports: ['src/features/plan/page.tsx'],
  },
  '_react.js': { file: 'react.js' },
  '_list.js': { file: 'list.js', imports: ['_react.js'] },
  'src/features/plan/page.tsx': { file: 'plan.js', imports: ['_react.js', '_list.js'] },
  'src/lib/msal.ts': { file: 'msal.js', imports: ['_react.js'] },
};

test('the first page is charged for everything that it loads, the sign-in library included', () => {
  const [first] = budgetsOf(manifest);

  expect(first).toEqual({ name: 'first page', files: ['index.js', 'react.js', 'msal.js'], limitKb: 220 });
});

test('a later route is charged only for what it adds', () => {
  const [, plan] = budgetsOf(manifest);

  expect(plan).toEqual({ name: 'plan', files: ['plan.js', 'list.js'], limitKb: 80 });
});

test('a build without the sign-in library is refused rather than measured too small', () => {
  const { 'src/lib/msal.ts': _, ...lacking } = manifest;

  expect(() => budgetsOf(lacking)).toThrow('src/lib/msal.ts');
});
