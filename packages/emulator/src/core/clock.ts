/** Time as the practice cloud sees it, so that a test can let twenty minutes pass at once. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Epoch milliseconds by the servers' own clock, which the weather may set ahead: for Date headers and token times. */
export function serverTime(cloud: { clock: Clock; world: { weather: { clockSkewSeconds: number } } }): number {
  return cloud.clock.now() + cloud.world.weather.clockSkewSeconds * 1000;
}
