import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

type Prerender = typeof import('./src/prerender.tsx').prerender;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const dist = here('dist');

/** Files that a browser asks for and that get smaller: fonts are compressed already. */
const shrinks = /\.(js|css|svg|html|txt)$/;

/**
 * What a browser can show before any script has run, and every file compressed as well as can be: both cost time, once,
 * here. The API serves them (apps/api/src/web-pages.ts).
 */
export function firstPage(): Plugin {
  return {
    name: 'first-page',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        await writePages();
        compress(dist);
      },
    },
    // A font that comes late is used from the next page on: nothing on this one jumps.
    transform: (code, id) =>
      id.includes('@fontsource-variable') ? code.replaceAll('font-display: swap', 'font-display: optional') : null,
  };
}

async function writePages(): Promise<void> {
  const prerender = await buildPrerender();
  const frame = readFileSync(join(dist, 'index.html'), 'utf8').replace('</head>', `${fontPreload()}</head>`);
  // Not served as they are: the API fills them.
  mkdirSync(join(dist, '.pages'));
  for (const page of ['welcome', 'opening'] as const)
    for (const practice of [false, true]) {
      const titled = page === 'welcome' ? frame : frame.replace(/<title>.*?<\/title>/, '<title>vPlus setup</title>');
      const content = `<div id="root" data-page="${page}">${prerender(page, practice)}</div>`;
      const name = `${page}${practice ? '-practice' : ''}.html`;
      writeFileSync(join(dist, '.pages', name), titled.replace('<div id="root"></div>', content));
    }
  rmSync(join(dist, 'index.html'));
}

/** The same components as in the browser, once for Node. */
async function buildPrerender(): Promise<Prerender> {
  const folder = mkdtempSync(join(tmpdir(), 'vplus-prerender-'));
  try {
    await build({
      configFile: false,
      root: here('.'),
      logLevel: 'warn',
      plugins: [react()],
      ssr: { noExternal: true },
      build: { ssr: here('src/prerender.tsx'), outDir: folder, emptyOutDir: true, copyPublicDir: false },
    });
    const { prerender } = (await import(pathToFileURL(join(folder, 'prerender.js')).href)) as { prerender: Prerender };
    return prerender;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fontPreload(): string {
  const latin = readdirSync(join(dist, 'assets')).find((name) => name.startsWith('inter-latin-wght-normal'));
  if (!latin) throw new Error('The build has no Latin font');
  return `  <link rel="preload" href="/assets/${latin}" as="font" type="font/woff2" crossorigin />\n  `;
}

function compress(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !shrinks.test(entry.name) || entry.parentPath.includes('/.')) continue;
    const path = join(entry.parentPath, entry.name);
    const whole = readFileSync(path);
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    writeFileSync(`${path}.br`, brotliCompressSync(whole, { params: quality }));
    writeFileSync(`${path}.gz`, gzipSync(whole, { level: constants.Z_BEST_COMPRESSION }));
  }
}
