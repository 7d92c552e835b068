/** The value of a JSON text; undefined where it is not JSON. What was wrong is not kept: parsers quote what they read. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
