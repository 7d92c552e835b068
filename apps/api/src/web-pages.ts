import { Problem } from '@vplus/contracts';
import { static as files, Router } from 'express';

/** The built web application: its hashed files for ever, its pages always fresh, and its index for every address of its own. */
export function webPages(folder: string): Router {
  const router = Router();
  router.use((req, _res, next) => {
    const readable = req.method === 'GET' || req.method === 'HEAD';
    if (!readable || /%00/.test(req.path)) throw new Problem('not-found');
    next();
  });
  router.use(
    '/assets',
    files(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false, redirect: false, fallthrough: false }),
  );
  router.use(
    files(folder, { index: false, redirect: false, extensions: ['html'], cacheControl: false, setHeaders: fresh }),
  );
  router.get('/{*path}', (_req, res) => {
    fresh(res);
    res.sendFile('index.html', { root: folder, cacheControl: false });
  });
  return router;
}

const fresh = (res: { setHeader(name: string, value: string): unknown }) => res.setHeader('Cache-Control', 'no-cache');
