export function say(text) {
  process.stderr.write(`${text}\n`);
}

export function fail(text) {
  say(text);
  process.exit(2);
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
