import { RemoteError, type RemoteErrorFields } from '../remote-error.ts';

/** What a request failed with; a request that does not fail, or fails otherwise, fails the test. */
export async function failureOf(request: Promise<unknown>): Promise<RemoteErrorFields> {
  const error = await request.then(
    (value) => {
      throw new Error(`Expected a failure, got ${JSON.stringify(value)}.`);
    },
    (reason: unknown) => reason,
  );
  if (error instanceof RemoteError) return error.fields;
  throw error;
}
