import type { Message, Words } from './message.ts';
import { isMessage } from './render.ts';

/** A message where only a string is carried: what zod says of a value that it refuses. */
export const inText = (message: Message): string => JSON.stringify(message);

/** What was put in; a text of anybody else is what it is. */
export function fromText(text: string): Words {
  try {
    const value: unknown = JSON.parse(text);
    return isMessage(value) ? value : text;
  } catch {
    return text;
  }
}
