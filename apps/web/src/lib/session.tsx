import type { SessionView } from '@vplus/contracts';
import { createContext, use } from 'react';

const SessionContext = createContext<SessionView | null>(null);

export const SessionProvider = SessionContext.Provider;

/** The signed-in person; only below the routes that require one. */
export function useSession(): SessionView {
  const session = use(SessionContext);
  if (!session) throw new Error('This page is shown outside a session');
  return session;
}

/** Operators act on any tenant; everybody else on the one they signed in to. */
export const mayHere = (session: SessionView, verb: SessionView['may'][number], tenantId: string): boolean =>
  session.tenantId === tenantId ? session.may.includes(verb) : session.operator && operatorVerbs.has(verb);

/** What needs no Graph call on behalf of the person, and so no sign-in at that tenant. */
const operatorVerbs = new Set<SessionView['may'][number]>([
  'read',
  'cancel',
  'reveal',
  'manage-alerts',
  'audit',
  'calendar',
  'check',
  'accept',
]);
