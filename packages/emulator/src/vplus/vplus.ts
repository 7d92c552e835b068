import type { Answer, Call, Cloud, Service } from '../core/service.ts';
import { html, refused } from './answers.ts';
import { organizations } from './organizations.ts';
import { logIn, logOut, whoAsks } from './sessions.ts';
import { settleTasks } from './task-state.ts';
import { tasks } from './tasks.ts';

/**
 * A vPlus server for practice. Its conventions are those of Storware's published clients and API guide; the
 * resource of Microsoft 365 organizations is not public, so its name and fields are this server's own.
 */
export const vplus: Service = { name: 'vplus', handle };

async function handle(call: Call, cloud: Cloud): Promise<Answer> {
  if (cloud.world.weather.vplus.down) return html(503, 'Service Unavailable');
  settleTasks(cloud);
  const [base, resource, ...rest] = call.url.pathname.split('/').filter(Boolean);
  if (base !== 'api') return html(404, 'Not Found');
  if (resource === 'session' && rest.length === 1 && call.method === 'POST') {
    if (rest[0] === 'login') return logIn(call, cloud);
    if (rest[0] === 'logout') return logOut(call, cloud);
  }
  const user = whoAsks(call, cloud);
  if (!user) return refused(401, 'The session has ended. Log in again.');
  const { password: _, ...visible } = user;
  if ((resource === 'user-info' || resource === 'session') && rest.length === 0 && call.method === 'GET') {
    return { status: 200, body: visible };
  }
  if (cloud.world.weather.vplus.contract === 'declared') {
    if (resource === 'm365-organizations') return organizations(call, cloud, rest);
    if (resource === 'tasks') return tasks(call, cloud, rest);
  }
  return html(404, 'Not Found');
}
