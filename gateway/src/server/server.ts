// Everything behind the one port: RPC, health, metrics and the client.

import type { ConnectRouter, Interceptor } from '@connectrpc/connect';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { limits } from '../kernel/limits.ts';
import { type Handler, type OpenPort, openPort, respond } from './port.ts';
import { rpcHandler } from './rpc.ts';
import { serveStatic } from './static.ts';

/** What the server is made of. */
export interface ServerParts {
  readonly host: string;
  readonly port: number;
  readonly clientDir: string;
  readonly log: Logger;
  readonly routes: (router: ConnectRouter) => void;
  readonly interceptors: Interceptor[];
  readonly isReady: () => Promise<boolean>;
  readonly metrics: Registry;
}

export async function startServer(parts: ServerParts): Promise<OpenPort> {
  const shutdown = new AbortController();
  const rpc = rpcHandler({
    routes: parts.routes,
    options: {
      interceptors: parts.interceptors,
      readMaxBytes: limits.requestBytesMax,
      shutdownSignal: shutdown.signal,
    },
    fallback: faces(parts),
    log: parts.log,
  });
  const open = await openPort({ host: parts.host, port: parts.port, handler: rpc });
  return {
    port: open.port,
    close() {
      shutdown.abort(new Error('LifeOS is stopping.'));
      return open.close();
    },
  };
}

// The faces beside RPC. Metrics say what a life looks like from outside, so only this machine may read them.
function faces(parts: ServerParts): Handler {
  const client = serveStatic(parts.clientDir);
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const say = (status: number, body: string, type = 'text/plain; charset=utf-8') =>
      respond(response, status, { 'content-type': type, 'cache-control': 'no-store' }, body);
    if (path === '/healthz') return say(200, 'ok\n');
    if (path === '/readyz') {
      return void parts
        .isReady()
        .then((ready) => say(ready ? 200 : 503, ready ? 'ready\n' : 'the database is away\n'));
    }
    if (path === '/metrics') {
      if (!isLoopback(request.socket?.remoteAddress)) return say(404, 'There is nothing here.\n');
      return void parts.metrics.metrics().then((text) => say(200, text, parts.metrics.contentType));
    }
    client(request, response);
  };
}

function isLoopback(address: string | undefined): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}
