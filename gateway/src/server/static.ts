// Serves the built client. Files whose name holds a hash may be kept for good; index.html and the service worker never, so that
// an update arrives with the next load. A strict policy keeps every byte on this origin.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { type Handler, respond } from './port.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
};

const forGood = 'public, max-age=31536000, immutable';

/** Answers a GET from a folder, or says that there is no client. */
export function serveStatic(folder: string): Handler {
  const headers = securityHeaders(folder);
  return (request, response) => {
    const path = decodeURIComponentSafely((request.url ?? '/').split('?')[0] ?? '/');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return respond(response, 405, headers, 'Only GET here.');
    const file = findFile(folder, path);
    if (!file) return respond(response, 404, headers, 'There is nothing here. Open / for LifeOS.');
    const type = types[extname(file)] ?? 'application/octet-stream';
    const cache = path.startsWith('/assets/') ? forGood : 'no-cache';
    const body = readFileSync(file);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const all = { ...headers, 'content-type': type, 'cache-control': cache, etag };
    if (request.headers['if-none-match'] === etag) return respond(response, 304, all, '');
    respond(response, 200, all, request.method === 'HEAD' ? '' : body);
  };
}

// The client routes by itself: a path that is no file and has no ending is the app.
function findFile(folder: string, path: string): string | undefined {
  const file = normalize(join(folder, path));
  if (file !== folder && !file.startsWith(folder + sep)) return undefined;
  if (existsSync(file) && statSync(file).isFile()) return file;
  const index = join(folder, 'index.html');
  return extname(path) === '' && existsSync(index) ? index : undefined;
}

function securityHeaders(folder: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'self'",
      `script-src 'self' 'wasm-unsafe-eval'${inlineScriptHashes(folder)}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self' blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(self), xr-spatial-tracking=(self)',
  };
}

// A few lines in index.html choose the theme before first paint; their hash lets exactly them run.
function inlineScriptHashes(folder: string): string {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return '';
  const scripts = readFileSync(index, 'utf8').matchAll(/<script>([\s\S]*?)<\/script>/g);
  return [...scripts]
    .map(
      ([, code]) =>
        ` 'sha256-${createHash('sha256')
          .update(code ?? '')
          .digest('base64')}'`,
    )
    .join('');
}

function decodeURIComponentSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}
