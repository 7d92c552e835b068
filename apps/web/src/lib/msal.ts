import { type AccountInfo, AuthError, PublicClientApplication, type RedirectRequest } from '@azure/msal-browser';
import type { ClientConfig } from '@vplus/contracts';
import { ApiProblem, microsoftUnreachable, signInEnded } from './api-problem.ts';
import type { Identity, SignInRequest, SignInReturn } from './identity-port.ts';
import { loadPart } from './load-part.ts';
import { forgetHint, readHint, rememberHint } from './sign-in-hint.ts';

/** Where MSAL's silent frames come back to: see auth-bridge.ts. */
const bridgePath = '/auth-bridge';

/** Signs people in with the real MSAL: redirects, never a pop-up; tokens in this tab's sessionStorage only. */
export async function openMsal(config: ClientConfig): Promise<Identity> {
  const { origin } = window.location;
  const msal = new PublicClientApplication({
    auth: {
      clientId: config.clientId,
      authority: config.authority,
      knownAuthorities: config.knownAuthorities,
      redirectUri: origin + config.redirectPath,
      // Tells Microsoft that we can answer claims challenges; tokens then live longer and are revoked at once.
      clientCapabilities: ['cp1'],
      ...(config.cloudDiscoveryMetadata ? { cloudDiscoveryMetadata: config.cloudDiscoveryMetadata } : {}),
      ...(config.authorityMetadata ? { authorityMetadata: config.authorityMetadata } : {}),
    },
    cache: { cacheLocation: 'sessionStorage' },
  });
  await msal.initialize();
  const signInReturn = await readReturn(msal);
  const scopes = [config.apiScope];
  if (signInReturn.is === 'nothing' && !msal.getActiveAccount()) await signInByHint(msal, config, scopes);
  const known = msal.getActiveAccount();
  if (known) rememberHint({ hint: known.idTokenClaims?.login_hint ?? known.username, tenantId: known.tenantId });

  return {
    signInReturn,

    account: () => {
      const account = msal.getActiveAccount();
      return (
        account && { tenantId: account.tenantId, name: account.name ?? account.username, username: account.username }
      );
    },

    token: async () => {
      const account = msal.getActiveAccount();
      if (!account) throw signInEnded();
      const authority = authorityOf(config.authority, account.tenantId);
      try {
        const silent = { scopes, account, authority, redirectUri: origin + bridgePath };
        return (await msal.acquireTokenSilent(silent)).accessToken;
      } catch (error) {
        throw silentRefusal(error);
      }
    },

    signIn: async (request) => {
      const account = msal.getActiveAccount();
      const tenant = request.tenant ?? (request.sameAccount ? readHint()?.tenantId : undefined);
      const leaving = msal.acquireTokenRedirect({
        scopes,
        authority: tenant ? authorityOf(config.authority, tenant) : config.authority,
        state: JSON.stringify({ returnTo: request.returnTo, resumeRunId: request.resumeRunId } satisfies Onward),
        ...(request.claims ? { claims: request.claims } : {}),
        ...interactionOf(request, account),
      });
      await leaving.catch(async (error: unknown) => {
        throw await inWords(error);
      });
    },

    signOut: async () => {
      forgetHint();
      // The one address that is registered for us; it sends a visitor without an answer to the start.
      await msal.logoutRedirect({
        account: msal.getActiveAccount(),
        postLogoutRedirectUri: origin + config.redirectPath,
      });
    },
  };
}

/**
 * A new tab: Microsoft is asked in a frame whether the person of before is still signed in there. A browser that keeps
 * third-party cookies from the frame, or an ended session, only means that the page asks for a sign-in.
 * https://learn.microsoft.com/entra/msal/javascript/browser/login-user#silent-login-with-ssosilent
 */
async function signInByHint(msal: PublicClientApplication, config: ClientConfig, scopes: string[]): Promise<void> {
  const known = readHint();
  if (!known) return;
  const authority = authorityOf(config.authority, known.tenantId);
  const redirectUri = window.location.origin + bridgePath;
  try {
    msal.setActiveAccount((await msal.ssoSilent({ scopes, authority, loginHint: known.hint, redirectUri })).account);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
  }
}

interface Onward {
  returnTo: string;
  resumeRunId: string | undefined;
}

/** Runs on every page load: it also clears the traces of a sign-in that was left with the back button. */
async function readReturn(msal: PublicClientApplication): Promise<SignInReturn> {
  const answered = isAnswer(window.location);
  try {
    const result = await msal.handleRedirectPromise({ navigateToLoginRequestUrl: false });
    if (!result) return { is: answered ? 'foreign' : 'nothing' };
    msal.setActiveAccount(result.account);
    const { returnTo, resumeRunId } = JSON.parse(result.state ?? '{}') as Partial<Onward>;
    return {
      is: 'signed-in',
      returnTo: ownPath(returnTo),
      ...(resumeRunId ? { resumeRunId } : {}),
    };
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    if (foreignCodes.has(error.errorCode)) return { is: 'foreign' };
    return { is: 'refused', error: error.errorCode, description: error.errorMessage };
  }
}

/** Microsoft answers a sign-in behind the hash, and its refusals too. */
const isAnswer = ({ pathname, hash }: Location): boolean => pathname === '/auth' && /[#&](code|error)=/.test(hash);

/** MSAL knows no request that this would be the answer to: https://learn.microsoft.com/entra/msal/javascript/browser/errors */
const foreignCodes = new Set([
  'state_mismatch',
  'state_not_found',
  'invalid_state',
  'unable_to_parse_state',
  'state_interaction_type_mismatch',
  'no_token_request_cache_error',
  'no_cached_authority_error',
]);

/** A page of ours; `//host` would be one of somebody else. */
const ownPath = (path = '') => (/^\/(?![/\\])/.test(path) ? path : '/connect');

/** The same person again for a challenge of their tenant; otherwise Microsoft asks who it is. */
function interactionOf(
  request: SignInRequest,
  account: AccountInfo | null,
): Pick<RedirectRequest, 'account' | 'prompt' | 'loginHint'> {
  const same = account && !request.chooseAccount && (!request.tenant || request.tenant === account.tenantId);
  if (same) return { account };
  const hint = account ? null : readHint();
  return request.sameAccount && hint ? { loginHint: hint.hint } : { prompt: 'select_account' };
}

/** MSAL itself rewrites the tenant in the endpoints of configured metadata when the authority names another one. */
const authorityOf = (authority: string, tenant: string) => new URL(`/${encodeURIComponent(tenant)}`, authority).href;

/** A sign-in that could not even begin, told from the catalogue; that is loaded only now. */
async function inWords(error: unknown): Promise<unknown> {
  if (!(error instanceof AuthError)) return error;
  const { explain, saidByMicrosoft } = await loadPart(() => import('./said-by-microsoft.ts'));
  const said = saidByMicrosoft(error.errorMessage, error.errorCode);
  const meaning = said && explain(said)?.meaning;
  if (!meaning) return error;
  const { problem, title, sentence, remedy, helper } = meaning;
  const view = { type: `/problems/${problem}`, code: problem, status: 0, title, detail: sentence, remedy, helper };
  return new ApiProblem(view, { cause: error });
}

const unreachableCodes = new Set(['no_network_connectivity', 'post_request_failed', 'get_request_failed']);

/** Why no token came without the person: Microsoft did not answer, or it wants to see them. */
function silentRefusal(error: unknown): unknown {
  if (!(error instanceof AuthError)) return error;
  if (!unreachableCodes.has(error.errorCode)) return signInEnded(error);
  return microsoftUnreachable(error);
}
