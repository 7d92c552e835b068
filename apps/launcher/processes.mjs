import { spawn } from 'node:child_process';
import { top } from './places.mjs';

/** npm puts its own configuration into the environment of scripts; pnpm and others must not see it. */
export function cleanEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/** Runs a program to its end, its output on stderr; answers the exit code. */
export function run(program, args, { env = {}, cwd = top, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: cleanEnvironment(env),
      stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

/** A companion process that ends with us. */
export function beside(runtime, args, folder) {
  const child = spawn(runtime.node, args, {
    cwd: `${top}${folder}`,
    env: cleanEnvironment({ PATH: runtime.path }),
    stdio: ['ignore', 2, 2],
  });
  process.once('exit', () => child.kill());
  return child;
}

/** Hands stdin, stdout, stderr and signals to the program and ends as it ends. */
export function become(runtime, args) {
  const child = spawn(runtime.node, args, {
    cwd: top,
    env: cleanEnvironment({ PATH: runtime.path }),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A killed npm leaves us without a parent and sends no signal on: then nobody wants the server any more.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500);
  watch.unref();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
      clearInterval(watch);
      resolve();
    });
  });
}
