import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type BrotliOptions, brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type ClientConfig, Problem } from '@vplus/contracts';
import { static as files, type Request, type RequestHandler, type Response, Router } from 'express';

/**
 * The built web application: its hashed files for ever, its pages always fresh, and one page for every address of its
 * own. Everything that shrinks goes out as Brotli or gzip, made once, where the browser takes it.
 */
export function webPages(folder: string, config: ClientConfig): Router {
  const router = Router();
  router.use((req, _res, next) => {
    const readable = req.method === 'GET' || req.method === 'HEAD';
    if (!readable || /%00/.test(req.path)) throw new Problem('not-found');
    next();
  });
  router.use(smaller(folder));
  router.use(
    '/assets',
    files(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false, redirect: false, fallthrough: false }),
  );
  router.use(files(folder, { index: false, redirect: false, cacheControl: false, setHeaders: fresh }));
  const suffix = config.practice ? '-practice' : '';
  const welcome = page(join(folder, '.pages', `welcome${suffix}.html`), config);
  const opening = page(join(folder, '.pages', `opening${suffix}.html`), config);
  router.get('/auth-bridge', (_req, res) => {
    fresh(res);
    res.sendFile('auth-bridge.html', { root: folder, cacheControl: false });
  });
  router.get('/{*path}', (req, res) => (req.originalUrl === '/' ? welcome : opening)(req, res));
  return router;
}

const fresh = (res: { setHeader(name: string, value: string): unknown }) => res.setHeader('Cache-Control', 'no-cache');

const encodings = { br: '.br', gzip: '.gz' } as const;
type Encoding = keyof typeof encodings;

/** Brotli before gzip, whatever order the browser names them in; what it refuses with `q=0` is not among them. */
function encodingFor(req: Request): Encoding | undefined {
  const taken = req.acceptsEncodings();
  return (Object.keys(encodings) as Encoding[]).find((one) => taken.includes(one) || taken.includes('*'));
}

/** Sends the compressed neighbour of a file, which the build made, in its place. */
function smaller(folder: string): RequestHandler {
  const made = new Set(
    [...filesBelow(folder)].filter((path) => /\.(br|gz)$/.test(path)).map((path) => `/${relative(folder, path)}`),
  );
  return (req, res, next) => {
    if (/\.(br|gz)$/.test(req.path)) throw new Problem('not-found');
    if (!made.has(`${req.path}.br`)) return next();
    res.vary('Accept-Encoding');
    const encoding = encodingFor(req);
    if (encoding) {
      res.set('Content-Encoding', encoding).type(req.path.slice(req.path.lastIndexOf('.')));
      req.url = req.path + encodings[encoding];
    }
    next();
  };
}

function* filesBelow(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) yield join(entry.parentPath, entry.name);
}

/** A page of the build with what this installation is written into it, so that nobody has to ask. */
function page(path: string, config: ClientConfig): (req: Request, res: Response) => void {
  const bodies = { br: Buffer.of(), gzip: Buffer.of(), identity: Buffer.of() };
  let madeAt = -1;
  return (req, res) => {
    const built = statSync(path, { throwIfNoEntry: false });
    if (!built) throw new Problem('not-found');
    const { mtimeMs } = built;
    if (mtimeMs !== madeAt) Object.assign(bodies, compressed(filled(readFileSync(path, 'utf8'), config)));
    madeAt = mtimeMs;
    const encoding = encodingFor(req);
    fresh(res);
    res.vary('Accept-Encoding').type('html');
    if (encoding) res.set('Content-Encoding', encoding);
    res.send(bodies[encoding ?? 'identity']);
  };
}

/** Where the build leaves room for what only the server knows. */
const place = '<!-- What the server knows is put here. -->';

function filled(text: string, config: ClientConfig): string {
  // No `<` of a value can end the element, nor begin one.
  const data = JSON.stringify(config).replaceAll('<', '\\u003c');
  return text
    .replaceAll('%PRODUCT_NAME%', escaped(config.productName))
    .replaceAll('%CONTROL_URL%', escaped(config.practice?.controlUrl ?? ''))
    .replace(place, () => `<script type="application/json" id="config">${data}</script>`);
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

function compressed(text: string): Record<Encoding | 'identity', Buffer> {
  const identity = Buffer.from(text);
  const options: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return { identity, br: brotliCompressSync(identity, options), gzip: gzipSync(identity) };
}
