/** What a host is told by the process that started it: one command at a time, each answered. */
export type HostCommand = { start: 'cloud' } | { start: 'product'; environment: Record<string, string> } | 'stop';

/** `line` is the practice cloud's description or the product's address; empty after a stop. */
export type HostAnswer = { line: string } | { failed: string };
