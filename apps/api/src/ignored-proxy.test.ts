import { render } from '@vplus/messages';
import { expect, test } from 'vitest';
import { ignoredProxy } from './ignored-proxy.ts';

const proxy = 'http://me:hush@proxy.example:3128';
const said = (environment: NodeJS.ProcessEnv) => render(ignoredProxy(environment, []) ?? 'nothing');

test.each([
  ['HTTPS_PROXY', { HTTPS_PROXY: proxy }],
  ['https_proxy', { https_proxy: proxy }],
  // Node takes it for https addresses, too, when it takes any.
  ['HTTP_PROXY', { HTTP_PROXY: proxy }],
  ['HTTPS_PROXY', { HTTPS_PROXY: proxy, NODE_USE_ENV_PROXY: 'true' }],
  ['HTTPS_PROXY', { HTTPS_PROXY: proxy, NODE_USE_ENV_PROXY: '0' }],
])('%s alone is said to be ignored, without its value', (name, environment) => {
  expect(said(environment)).toBe(
    `${name} is set, but Node ignores it: requests to Microsoft go out directly. Set NODE_USE_ENV_PROXY=1 as well to use the proxy`,
  );
});

test('a variable that Node never reads is said to be ignored, too', () => {
  expect(said({ ALL_PROXY: proxy })).toContain('Set HTTPS_PROXY and NODE_USE_ENV_PROXY=1 as well');
  expect(said({ ALL_PROXY: proxy, NODE_USE_ENV_PROXY: '1' })).toContain('Set HTTPS_PROXY as well');
});

test.each([
  ['there is no proxy', {}, []],
  ['it is switched on', { HTTPS_PROXY: proxy, NODE_USE_ENV_PROXY: '1' }, []],
  ['a flag switches it on', { HTTPS_PROXY: proxy }, ['--use-env-proxy']],
  ['NODE_OPTIONS switches it on', { HTTPS_PROXY: proxy, NODE_OPTIONS: '--use-env-proxy --trace-warnings' }, []],
])('nothing is said when %s', (_when, environment, flags) => {
  expect(ignoredProxy(environment, flags)).toBeNull();
});
