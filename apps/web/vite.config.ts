import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstPage } from './first-page.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react(), tailwindcss(), firstPage()],
  build: {
    manifest: true,
    // The content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    rolldownOptions: { input: { index: here('index.html'), 'auth-bridge': here('auth-bridge.html') } },
  },
  server: { port: 5173, proxy: { '/api': 'http://localhost:4300' } },
});
