import { PartNotLoaded } from './api-problem.ts';

/** Loads a part of the application, in our words where it does not come: each browser has its own. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new PartNotLoaded('A part of the application could not be loaded', { cause });
  }
}
