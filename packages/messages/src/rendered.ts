import { type Locale, sourceLocale } from './catalogues.ts';
import type { Message } from './message.ts';
import { isMessage, render } from './render.ts';

/** The same with a sentence wherever it had a message. */
export type Rendered<T> = unknown extends T
  ? T
  : T extends Message
    ? string
    : T extends string | number | boolean | null | undefined
      ? T
      : { [Name in keyof T]: Rendered<T[Name]> };

/** All that goes out at once: an answer, an event, a document. */
export function rendered<T>(value: T, locale: Locale = sourceLocale): Rendered<T> {
  return worded(value, locale) as Rendered<T>;
}

/** Another build may have stored it with other params: the key says at least what it is about. */
function shown(value: Message, locale: Locale): string {
  try {
    return render(value, locale);
  } catch {
    return value.key;
  }
}

function worded(value: unknown, locale: Locale): unknown {
  if (isMessage(value)) return shown(value, locale);
  if (Array.isArray(value)) return value.map((item) => worded(item, locale));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, worded(member, locale)]));
}
