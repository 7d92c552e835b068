export type { Locale } from './catalogues.ts';
export type { MessageKey } from './english.ts';
export { type List, listOf, type Message, message, type Param, sentences, type Words } from './message.ts';
export { MessageError, saidBy } from './message-error.ts';
export { fromText, inText } from './message-in-text.ts';
export { isMessage, render } from './render.ts';
export { type Rendered, rendered } from './rendered.ts';
