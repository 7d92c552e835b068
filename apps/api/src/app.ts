import { fileURLToPath } from 'node:url';
import { Problem } from '@vplus/contracts';
import express, { type Express } from 'express';
import { answerProblem } from './answer-problem.ts';
import { clientConfig } from './client-config.ts';
import { limitPerAddress, limitPerPerson } from './limits.ts';
import { requestLog } from './log.ts';
import type { Parts } from './parts.ts';
import { alertRoutes } from './routes/alerts.ts';
import { approvalRoutes } from './routes/approvals.ts';
import { auditRoutes } from './routes/audit.ts';
import { calendarFeedRoutes } from './routes/calendar-feeds.ts';
import { disconnectPlanRoutes } from './routes/disconnect-plans.ts';
import { findingRoutes } from './routes/findings.ts';
import { planRoutes } from './routes/plans.ts';
import { recordRoutes } from './routes/records.ts';
import { runEventRoutes } from './routes/run-events.ts';
import { runRoutes } from './routes/runs.ts';
import { sessionRoutes } from './routes/session.ts';
import { systemRoutes } from './routes/system.ts';
import { taskRoutes } from './routes/tasks.ts';
import { tenantRoutes } from './routes/tenants.ts';
import { securityHeaders } from './security-headers.ts';
import { webPages } from './web-pages.ts';

/** The whole HTTP side: /api, and the web application beside it. */
export function createApp(parts: Parts): Express {
  const { settings, identify, log } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy);
  app.set('query parser', 'simple');
  app.use(requestLog(log));
  app.use(securityHeaders(settings));

  const router = express.Router();
  router.use((req, res, next) => {
    res.set('Cache-Control', 'no-store');
    // Nothing may be kept, so nothing is compared with what somebody kept: no 304 where a reply is due.
    delete req.headers['if-none-match'];
    next();
  });
  router.use(limitPerAddress(settings.limits.general));
  router.use(express.json({ limit: '100kb' }));
  const perPerson = () => limitPerPerson(settings.limits.costly);
  const counter = { router, identify, costly: perPerson(), noted: perPerson };
  systemRoutes(counter, parts);
  sessionRoutes(counter, parts);
  tenantRoutes(counter, parts);
  findingRoutes(counter, parts);
  planRoutes(counter, parts);
  disconnectPlanRoutes(counter, parts);
  runRoutes(counter, parts);
  taskRoutes(counter, parts);
  runEventRoutes(counter, parts);
  recordRoutes(counter, parts);
  approvalRoutes(counter, parts);
  alertRoutes(counter, parts);
  auditRoutes(counter, parts);
  calendarFeedRoutes(counter, parts);
  router.use(() => {
    throw new Problem('not-found');
  });

  app.use('/api', router);
  app.use(webPages(fileURLToPath(new URL('../../web/dist/', import.meta.url)), clientConfig(settings)));
  app.use(answerProblem);
  return app;
}
