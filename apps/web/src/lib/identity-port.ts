/** Who is signed in, in the words of the ID token. Display only: what counts is what the API answers. */
export interface Account {
  tenantId: string;
  name: string;
  username: string;
}

export interface SignInRequest {
  /** Domain or id, where it must not be the person's home tenant. */
  tenant?: string;
  /** A claims challenge to pass on to Microsoft as it came. */
  claims?: string;
  /** Ask which account, even when only one is known. */
  chooseAccount?: boolean;
  /** Whoever was signed in here last, without asking which account. */
  sameAccount?: boolean;
  /** Where to go on afterwards, as a path of ours. */
  returnTo: string;
  /** A run that waits for exactly this sign-in. */
  resumeRunId?: string;
}

/** What Microsoft's sign-in page sent back. */
export type SignInReturn =
  | { is: 'signed-in'; returnTo: string; resumeRunId?: string }
  | { is: 'refused'; error: string; description: string }
  /** An answer to a sign-in that this window did not begin. */
  | { is: 'foreign' }
  | { is: 'nothing' };

export interface Identity {
  signInReturn: SignInReturn;
  account(): Account | null;
  /** Throws an ApiProblem that offers a sign-in when Microsoft wants to see the person. */
  token(): Promise<string>;
  signIn(request: SignInRequest): Promise<void>;
  signOut(): Promise<void>;
}
