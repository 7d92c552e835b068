import { getConfig, getHealth, getReadiness, Problem } from '@vplus/contracts';
import { openApi } from '@vplus/contracts/openapi';
import { message } from '@vplus/messages';
import { problemOfAudit } from '../audit-state.ts';
import { clientConfig } from '../client-config.ts';
import type { Parts } from '../parts.ts';
import { type Counter, serveOpen } from '../serve.ts';

export function systemRoutes(counter: Counter, { settings, store, version, stopping }: Parts): void {
  serveOpen(counter, getConfig, async () => clientConfig(settings));

  serveOpen(counter, getHealth, async () => ({ status: 'ok' as const, version }));

  serveOpen(counter, getReadiness, async () => {
    if (stopping.aborted) throw new Problem('storage-unavailable', message('server.stopping'));
    await store.ping().catch((cause) => {
      throw new Problem('storage-unavailable', undefined, { cause });
    });
    const problem = problemOfAudit(store);
    return { status: 'ready' as const, ...(problem ? { problems: [problem.toView()] } : {}) };
  });

  const document = openApi(version);
  counter.router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
}
