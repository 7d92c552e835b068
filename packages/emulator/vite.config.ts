import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstPort, order } from './src/ports.ts';

/** The addresses of the control API: the page's own files have an extension. */
const api = '^/(world|weather|tenants|faults|requests|snapshot|reset)\\b[^.]*$';
const control = () => `http://localhost:${firstPort(process.env) + order.indexOf('control')}`;

/** The control page; `src/control/page.ts` serves what this builds. */
export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('page/', import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL('dist/', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
  server: { port: 5174, proxy: command === 'serve' ? { [api]: control() } : {} },
}));
