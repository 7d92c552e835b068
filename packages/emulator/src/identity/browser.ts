import type { Call, Cloud } from '../core/service.ts';
import type { SignedInAccount } from '../core/world.ts';

const cookieName = 'practice_signin';

/** The browser's cookie, if it is one that we gave out. */
export function browserOf(call: Call, cloud: Cloud): string | null {
  const cookies = (call.headers.cookie ?? '').split(';').map((one) => one.trim());
  const value = cookies.find((one) => one.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
  return value && cloud.world.sessions[value] ? value : null;
}

export function newBrowser(cloud: Cloud): string {
  const value = `${cloud.newId()}${cloud.newId()}`.replaceAll('-', '');
  cloud.world.sessions[value] = { accounts: [] };
  return value;
}

export function browserCookie(value: string): string {
  return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax`;
}

export function accountsOf(browser: string, cloud: Cloud): SignedInAccount[] {
  return cloud.world.sessions[browser]?.accounts ?? [];
}

/** Remembers a sign-in (or a second factor) in this browser. */
export function remember(browser: string, account: SignedInAccount, cloud: Cloud): void {
  const session = cloud.world.sessions[browser];
  if (!session) return;
  const others = session.accounts.filter((one) => one.tenantId !== account.tenantId || one.userId !== account.userId);
  session.accounts = [...others, account];
}

export function forgetAll(browser: string | null, cloud: Cloud): void {
  const session = browser && cloud.world.sessions[browser];
  if (session) session.accounts = [];
}
