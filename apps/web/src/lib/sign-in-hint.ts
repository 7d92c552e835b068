const storageKey = 'vplus.sign-in';

/** Whom Microsoft knows this browser by: no token, and of use only where Microsoft's own session is still open. */
export interface SignInHint {
  /** Microsoft's `login_hint` claim, or the user name. */
  hint: string;
  tenantId: string;
}

/** Kept over tabs and restarts of the browser, so that a new tab need not ask who it is. */
export function rememberHint(hint: SignInHint): void {
  localStorage.setItem(storageKey, JSON.stringify(hint));
}

export function readHint(): SignInHint | null {
  const text = globalThis.localStorage?.getItem(storageKey);
  return text ? (JSON.parse(text) as SignInHint) : null;
}

export function forgetHint(): void {
  localStorage.removeItem(storageKey);
}

/** Whether there is any reason to load the sign-in library: something of it in this tab, or somebody known here. */
export function mayBeSignedIn(): boolean {
  return Object.keys(sessionStorage).some((key) => key.startsWith('msal')) || readHint() !== null;
}
