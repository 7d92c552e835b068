/** Escapes of NUL and of surrogates: JSON may hold what no database takes. */
const suspicious = /\\u(0000|d[89a-f])/i;

/**
 * The value of a JSON text; undefined where it is not JSON. What was wrong is not kept: parsers quote what they read.
 * NUL and halves of surrogate pairs are replaced, so that what a remote side says can be written down.
 */
export function json(text: string): unknown {
  try {
    return suspicious.test(text) ? JSON.parse(text, writable) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const writable = (_name: string, value: unknown) =>
  typeof value === 'string' ? value.replaceAll('\0', '\ufffd').toWellFormed() : value;
