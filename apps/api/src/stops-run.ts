import { isStorageFault } from '@vplus/store';

/**
 * The same part of the store, whose outages stop the run that uses it. A step would take one for a refusal of the
 * remote system and end as failed; instead the run breaks off and goes on when the database is back.
 */
export function stopsRun<Part extends object>(part: Part, run: AbortController): Part {
  return new Proxy(part, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const answer: unknown = member.apply(target, args);
        if (!(answer instanceof Promise)) return answer;
        return answer.catch((error: unknown) => {
          if (isStorageFault(error)) run.abort(error);
          throw error;
        });
      };
    },
  });
}
