import type { english, MessageKey } from './english.ts';
import type { ParamNames } from './param-names.ts';

/** What is said, as data: which message, and the facts that it speaks of. Stored and hashed as it is. */
export interface Message {
  key: MessageKey;
  params?: Record<string, Param>;
}

/** Where earlier builds stored a sentence it stays one. */
export type Words = string | Message;

/**
 * Several things in a row, joined as the reader's language does. comma: without a word before the last. lines: each on
 * a line of its own, behind a dash.
 */
export interface List {
  items: Words[];
  joined: 'and' | 'or' | 'comma' | 'lines';
}

/** A moment is epoch milliseconds; the message says how it is shown. */
export type Param = Words | number | List;

type Params<Key extends MessageKey> = Record<ParamNames<(typeof english)[Key]>, Param>;

/** A message of the catalogue; what it needs to know is read from its English text and does not compile while it lacks. */
export function message<Key extends MessageKey>(
  key: Key,
  ...[params]: [ParamNames<(typeof english)[Key]>] extends [never] ? [] : [params: Params<Key>]
): Message {
  return params ? { key, params } : { key };
}

export const listOf = (items: Words[], joined: List['joined'] = 'and'): List => ({ items, joined });

/** Whole sentences, one after the other; an empty string where there is none. */
export function sentences(...all: Words[]): Words {
  const [first = '', ...others] = all;
  return others.length === 0 ? first : message('text.sentences', { first, rest: sentences(...others) });
}
