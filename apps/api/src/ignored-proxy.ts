import { listOf, message, type Words } from '@vplus/messages';

/** What curl, npm and others read for the way to an https address; Node reads the first four, and only when told to. */
const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/**
 * A proxy that is set and that Node does not use, with what to set; null: there is none. Only `1`
 * switches it on. https://nodejs.org/docs/latest-v24.x/api/cli.html#node_use_env_proxy1
 */
export function ignoredProxy(environment: NodeJS.ProcessEnv, flags: string[] = process.execArgv): Words | null {
  const set = names.filter((name) => environment[name]);
  const [first] = set;
  if (!first) return null;
  const isOn =
    environment.NODE_USE_ENV_PROXY === '1' ||
    [...flags, ...(environment.NODE_OPTIONS ?? '').split(/\s+/)].includes('--use-env-proxy');
  const isRead = set.some((name) => !/^all_proxy$/i.test(name));
  if (isOn && isRead) return null;
  const missing = [...(isRead ? [] : ['HTTPS_PROXY']), ...(isOn ? [] : ['NODE_USE_ENV_PROXY=1'])];
  return message('settings.proxy-ignored', { name: first, missing: listOf(missing) });
}
