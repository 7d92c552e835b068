import type { BackOff } from '@vplus/back-off';
import { type ClientConfig, patience } from '@vplus/contracts';

const storageKey = 'vplus.consent';
/** The state of an address that was handed to somebody else: their browser knows of no request of its own. */
const handedOver = 'handed-over';
/** The request for admin consent that this window has sent, kept in sessionStorage. */
export interface ConsentRequest {
  state: string;
  returnTo: string;
  resumeRunId?: string;
  /** Epoch milliseconds; set once Microsoft sent the person back without an error. */
  approvedAt?: number;
}

export type ConsentReturn =
  /** Only a hint: the API asks Microsoft what was really approved. */
  | { is: 'approved'; returnTo: string; resumeRunId?: string; tenant: string | null }
  | { is: 'refused'; error: string; description: string; returnTo: string; ours: boolean }
  /** The answer to an address that was handed to somebody else. */
  | { is: 'handed-over' }
  /** Approved, it says, but not to whom we sent there: only Microsoft knows whether that is so. */
  | { is: 'unsure' }
  /** A refusal that this window did not ask for. */
  | { is: 'foreign' }
  | { is: 'nothing' };

/**
 * Microsoft's admin consent page for this assistant.
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function consentAddress(
  config: ClientConfig,
  origin: string,
  { tenant, scope = config.consentScope }: { tenant: string; scope?: string },
  state = handedOver,
): string {
  const address = new URL(`/${encodeURIComponent(tenant)}/v2.0/adminconsent`, config.loginOrigin);
  address.search = new URLSearchParams({
    client_id: config.clientId,
    scope,
    redirect_uri: origin + config.consentReturnPath,
    state,
  }).toString();
  return address.href;
}

/** Permissions of Microsoft Graph by name: asked for alone, without the assistant's own list. */
export const scopesAlone = ({ consentScope }: ClientConfig, scopes: string[]): string =>
  scopes.map((scope) => consentScope.replace(/\.default$/, scope)).join(' ');

/**
 * What came back, judged only by `error` and `state`: Microsoft sends `admin_consent=True` with refusals as well, and
 * `tenant` must never be believed.
 */
export function readConsentReturn(search: string, kept: ConsentRequest | null): ConsentReturn {
  const answer = new URLSearchParams(search);
  const state = answer.get('state');
  const error = answer.get('error');
  if (!state && !error && !answer.has('admin_consent')) return { is: 'nothing' };
  const ours = kept !== null && state === kept.state;
  if (!ours && state !== handedOver) return { is: error ? 'foreign' : 'unsure' };
  if (error) {
    const returnTo = ours ? kept.returnTo : '/';
    return { is: 'refused', error, description: answer.get('error_description') ?? '', returnTo, ours };
  }
  if (!ours) return { is: 'handed-over' };
  return {
    is: 'approved',
    returnTo: kept.returnTo,
    tenant: answer.get('tenant'),
    ...(kept.resumeRunId ? { resumeRunId: kept.resumeRunId } : {}),
  };
}

export function storedConsent(storage: Storage): ConsentRequest | null {
  const text = storage.getItem(storageKey);
  return text ? (JSON.parse(text) as ConsentRequest) : null;
}

/** Opens Microsoft's admin consent page and stores the request. */
export function requestConsent(
  config: ClientConfig,
  request: { tenant: string; returnTo: string; resumeRunId?: string; scope?: string },
  window: Pick<Window, 'location' | 'sessionStorage'> & { crypto: Pick<Crypto, 'randomUUID'> },
): void {
  const { tenant, scope, ...rest } = request;
  const state = window.crypto.randomUUID();
  window.sessionStorage.setItem(storageKey, JSON.stringify({ ...rest, state } satisfies ConsentRequest));
  window.location.assign(
    consentAddress(config, window.location.origin, { tenant, ...(scope ? { scope } : {}) }, state),
  );
}

/** Ends a request: its state is valid for one answer. `approvedAt` is kept to tell replication lag from a missing approval. */
export function closeConsent(storage: Storage, kept: ConsentRequest, approvedAt?: number): void {
  const { approvedAt: _, ...rest } = kept;
  const closed: ConsentRequest = { ...rest, state: crypto.randomUUID(), ...(approvedAt ? { approvedAt } : {}) };
  storage.setItem(storageKey, JSON.stringify(closed));
}

/** How long ago consent was given in this window; undefined where it was not. */
export function approvalAgeMs(kept: ConsentRequest | null, now: number): number | undefined {
  return kept?.approvedAt === undefined ? undefined : now - kept.approvedAt;
}

/** How often Microsoft is asked meanwhile. */
export const spreading: BackOff = { firstMs: 1_000, longestMs: 15_000, factor: 1.5 };

/** Whether consent given in this window may still be replicating in Microsoft's directory. */
export function approvalIsSpreading(kept: ConsentRequest | null, now: number): boolean {
  return (approvalAgeMs(kept, now) ?? patience.consent) < patience.consent;
}

/**
 * Whether the approval came back from another organization than the one that is signed in to. Never more than a reason
 * to stop: the parameter proves nothing. https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export const isForeignTenant = (tenant: string | null, signedInTo: string): boolean =>
  tenant !== null && tenant.toLowerCase() !== signedInTo.toLowerCase();
