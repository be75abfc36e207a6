// Builds the client: an app that starts offline. The service worker keeps every file of a build, so the first visit is the only
// one that needs the network; a new build is fetched behind the scenes and is there with the next load.

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  cacheDir: here('../node_modules/.vite/client'),
  plugins: [
    react(),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: 'script-defer', // a file of its own: the page's policy allows no inline script
      manifest: {
        id: '/',
        name: 'LifeOS',
        short_name: 'LifeOS',
        description: 'A personal life operating system that you host yourself',
        start_url: '/',
        display: 'standalone',
        background_color: '#F8F2E6',
        theme_color: '#F8F2E6',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        clientsClaim: true, // the very first page is kept offline, too
        skipWaiting: true,
        globPatterns: ['**/*.{js,css,html,wasm,woff2,svg,png,webmanifest}'],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024, // SQLite's and the sandbox's code, with room to grow
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/lifeos\./, /^\/grpc\./, /^\/(healthz|readyz|metrics)/],
      },
    }),
  ],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@journeyapps/wa-sqlite'] }, // finds its WebAssembly beside itself
  build: {
    outDir: here('../dist/client'),
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // those that know light-dark()
    chunkSizeWarningLimit: 1200, // the world's renderer is one piece, and lazy
  },
});
