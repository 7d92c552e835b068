import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstPort, order } from './src/ports.ts';

const control = `http://localhost:${firstPort(process.env) + order.indexOf('control')}`;
const api = ['/world', '/weather', '/tenants', '/faults', '/requests', '/snapshot', '/reset'];

/** The control page; `src/control/page.ts` serves what this builds. */
export default defineConfig({
  root: fileURLToPath(new URL('page/', import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL('dist/', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
  server: { port: 5174, proxy: Object.fromEntries(api.map((path) => [path, control])) },
});
