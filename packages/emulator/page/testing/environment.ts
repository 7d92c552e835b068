import { builtinEnvironments, type Environment } from 'vitest/runtime';

/** A page in happy-dom over the practice cloud itself, which is loaded as Node loads it. */
const environment: Environment = { ...builtinEnvironments['happy-dom'], viteEnvironment: 'ssr' };
export default environment;
