import type { Words } from './message.ts';
import { rendered } from './rendered.ts';

/**
 * What is said to whoever runs the product: thrown as a message, and worded where it is printed. `message` has it in
 * English, for logs and stacks.
 */
export class MessageError extends Error {
  override readonly name: string = 'MessageError';
  readonly said: Words;

  constructor(said: Words, options?: ErrorOptions) {
    super(rendered(said), options);
    this.said = said;
  }
}

/** What an error says: a message of ours, or the words of whatever else was thrown. */
export function saidBy(error: unknown): Words {
  if (error instanceof MessageError) return error.said;
  return error instanceof Error ? error.message || error.name : String(error);
}
