/**
 * Builds the three screens into `dist/renderer`: plain files that any of the two shells serves.
 * Nothing is inlined and nothing is fetched from elsewhere, so a policy of `default-src 'none'`
 * with `'self'` holds.
 */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('renderer', import.meta.url));

export default defineConfig({
  root,
  base: '/',
  publicDir: false,
  plugins: [react()],
  // Locale files and the chime live beside the renderer, in `assets/`.
  server: { host: '127.0.0.1', fs: { allow: [fileURLToPath(new URL('.', import.meta.url))] } },
  build: {
    outDir: fileURLToPath(new URL('dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The visitor page's limit is 250 kB gzipped; this counts what is not. The largest is the map of the streets, brought once somebody looks at it.
    chunkSizeWarningLimit: 1100,
    rolldownOptions: {
      input: {
        visitor: `${root}/visitor/index.html`,
        staff: `${root}/staff/index.html`,
        display: `${root}/display/index.html`,
      },
    },
  },
});
