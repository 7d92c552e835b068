import { z } from 'zod';
import type { Answer, Call, Cloud } from '../core/service.ts';
import type { VplusServer } from '../core/world.ts';
import { read, refused } from './answers.ts';

const cookieName = 'JSESSIONID';
const sessionMs = 30 * 60_000;

const Credentials = z.object({ login: z.string(), password: z.string() });

export function logIn(call: Call, cloud: Cloud): Answer {
  const body = read(call, Credentials);
  if ('refusal' in body) return body.refusal;
  const { users, sessions } = cloud.world.vplus;
  const user = users[body.value.login];
  if (user?.password !== body.value.password) return refused(401, 'Login or password is wrong.');
  const value = cloud.newId().replaceAll('-', '').toUpperCase();
  sessions[value] = { login: user.login, expiresAt: cloud.clock.now() + sessionMs };
  return {
    status: 204,
    headers: { 'set-cookie': `${cookieName}=${value}; Path=/api; HttpOnly; Secure; SameSite=Strict` },
  };
}

export function logOut(call: Call, cloud: Cloud): Answer {
  delete cloud.world.vplus.sessions[sessionOf(call)];
  return {
    status: 204,
    headers: { 'set-cookie': `${cookieName}=; Path=/api; Max-Age=0; HttpOnly; Secure; SameSite=Strict` },
  };
}

/** The account of a live session, which every request prolongs. */
export function whoAsks(call: Call, cloud: Cloud): VplusServer['users'][string] | null {
  const { sessions, users } = cloud.world.vplus;
  const session = sessions[sessionOf(call)];
  if (!session || session.expiresAt < cloud.clock.now()) return null;
  session.expiresAt = cloud.clock.now() + sessionMs;
  return users[session.login] ?? null;
}

function sessionOf(call: Call): string {
  const pair = (call.headers.cookie ?? '').split(/;\s*/).find((one) => one.startsWith(`${cookieName}=`));
  return pair?.slice(cookieName.length + 1) ?? '';
}
