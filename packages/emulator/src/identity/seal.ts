import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cloud } from '../core/service.ts';
import type { SignedInAccount } from '../core/world.ts';

/** Where a person is in a sign-in; travels in a hidden field of every form, signed, bound to the browser's cookie. */
export interface Flow {
  kind: 'authorize' | 'adminconsent' | 'device';
  authority: string;
  params: Record<string, string>;
  correlationId: string;
  /** Cookie of the browser that began. */
  browser: string;
  expiresAt: number;
  /** The account picked in this flow, and whether its password was typed in it. */
  account: Pick<SignedInAccount, 'tenantId' | 'userId'> | null;
  authenticated: boolean;
}

export const flowLifeMs = 30 * 60_000;

export function seal(flow: Flow, cloud: Cloud): string {
  const text = Buffer.from(JSON.stringify(flow)).toString('base64url');
  return `${text}.${mac(text, cloud).toString('base64url')}`;
}

/** The flow of a form; null: forged, of another browser, or too old. */
export function unseal(sealed: string, browser: string | null, cloud: Cloud): Flow | null {
  const [text = '', given = ''] = sealed.split('.');
  const wanted = mac(text, cloud);
  const bytes = Buffer.from(given, 'base64url');
  if (bytes.length !== wanted.length || !timingSafeEqual(bytes, wanted)) return null;
  const flow = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Flow;
  return flow.browser === browser && flow.expiresAt > cloud.clock.now() ? flow : null;
}

/** Keyed by the signing key, so that flows outlive a restart exactly when tokens do. */
function mac(text: string, cloud: Cloud): Buffer {
  return createHmac('sha256', `flow ${cloud.world.signingKeys[0]?.d}`).update(text).digest();
}
