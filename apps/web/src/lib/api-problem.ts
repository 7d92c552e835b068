import type { ProblemView } from '@vplus/contracts';

/** A refusal of the API, or of the way to it, in the words that a person reads. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly view: ProblemView;

  constructor(view: ProblemView, options?: ErrorOptions) {
    super(view.detail ?? view.title, options);
    this.view = view;
  }
}

/** Status 0: no answer came at all. */
export function unreachable(cause: unknown): ApiProblem {
  return new ApiProblem(
    {
      type: '/problems/unexpected',
      code: 'unexpected',
      status: 0,
      title: 'This assistant does not answer',
      remedy: 'Check your network and try again. A setup that is running goes on by itself.',
    },
    { cause },
  );
}

export function microsoftUnreachable(cause: unknown): ApiProblem {
  return new ApiProblem(
    {
      type: '/problems/microsoft-unreachable',
      code: 'microsoft-unreachable',
      status: 503,
      title: 'Microsoft does not answer',
      remedy: 'Check your network and try again. A setup that is running goes on by itself.',
    },
    { cause },
  );
}

export function signInEnded(cause?: unknown): ApiProblem {
  return new ApiProblem(
    {
      type: '/problems/sign-in-required',
      code: 'sign-in-required',
      status: 401,
      title: 'Your sign-in has ended',
      remedy: 'Sign in again. Your progress is kept.',
    },
    { cause },
  );
}

/** Browsers keep the Web Crypto API, and with it the sign-in, from an address that anybody on the way could alter. */
export const insecure = (): ApiProblem =>
  new ApiProblem({
    type: '/problems/unexpected',
    code: 'unexpected',
    status: 0,
    title: 'This address is not secure, so nobody can sign in here',
    remedy: 'Open this page over https, or as localhost.',
  });

/** A part of the application that did not come: no network, or a newer version has taken its place. */
export class PartNotLoaded extends Error {
  override readonly name = 'PartNotLoaded';
}

/** Whatever was thrown, as something to show. */
export function problemOf(error: unknown): ProblemView {
  if (error instanceof ApiProblem) return error.view;
  if (error instanceof PartNotLoaded)
    return {
      type: '/problems/unexpected',
      code: 'unexpected',
      status: 0,
      title: 'A part of this page could not be loaded',
      remedy: 'Check your network, then reload the page: a newer version may have been installed.',
    };
  return {
    type: '/problems/unexpected',
    code: 'unexpected',
    status: 0,
    title: 'Something failed in this page',
    remedy: 'Reload the page. A setup that is running goes on by itself.',
    detail: error instanceof Error ? error.message : String(error),
  };
}

/** Worth asking again without telling anybody: nobody answered, or somebody is busy. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.view.status === 0 || error.view.status === 503);
