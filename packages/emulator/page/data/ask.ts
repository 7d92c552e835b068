/**
 * Asks the control API, on the origin that the page came from.
 *
 * @throws Error with the sentence that the practice cloud answered
 */
export async function ask<T = void>(method: string, path: string, body?: object | string): Promise<T> {
  const answer = await fetch(path, {
    method,
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error(json?.message ?? `The practice cloud answered ${answer.status}.`);
  return json;
}
