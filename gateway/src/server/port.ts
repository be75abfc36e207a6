// One cleartext port for HTTP/1.1 and HTTP/2: the first bytes of a connection tell which (RFC 9113 §3.4), and the socket is
// handed to the server that speaks it. So Connect, gRPC-Web and gRPC (h2c) all live behind one number.

import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import type { connectNodeAdapter } from '@connectrpc/connect-node';

type NodeHandlerFn = ReturnType<typeof connectNodeAdapter>;

const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
/** Milliseconds that a connection may take to say what it speaks. */
const sniffMs = 10_000;
/** Milliseconds that open calls get to end before their connections are cut. */
const drainMs = 2_000;

export type Handler = NodeHandlerFn;
export type Response = Parameters<Handler>[1];

/** Answers whole, over either protocol. */
export function respond(
  response: Response,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  const answer = response as http.ServerResponse;
  answer.writeHead(status, headers);
  answer.end(body);
}

export interface OpenPort {
  readonly port: number;
  close(): Promise<void>;
}

export async function openPort(given: { host: string; port: number; handler: Handler }): Promise<OpenPort> {
  const h1 = http.createServer(given.handler as http.RequestListener);
  const h2 = http2.createServer(given.handler as Parameters<typeof http2.createServer>[1]);
  const sockets = new Set<net.Socket>();
  const sessions = new Set<http2.ServerHttp2Session>();
  h2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
  });
  const front = net.createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    sniff(socket, (isHttp2) => {
      (isHttp2 ? h2 : h1).emit('connection', socket);
      // HTTP/2 takes what was put back out of the socket itself; letting it flow would pour it away.
      if (!isHttp2) socket.resume();
    });
  });
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(given.port, given.host, resolve);
  });
  return {
    port: (front.address() as net.AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => front.close(resolve));
      h1.closeIdleConnections();
      for (const session of sessions) session.close();
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, drainMs);
      await closed;
      clearTimeout(cut);
      h1.close();
      h2.close();
    },
  };
}

function sniff(socket: net.Socket, decided: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), sniffMs);
  const onReadable = (): void => {
    const chunk = socket.read() as Buffer | null;
    if (!chunk) return;
    seen = Buffer.concat([seen, chunk]);
    const length = Math.min(seen.length, preface.length);
    const fits = seen.subarray(0, length).equals(preface.subarray(0, length));
    if (fits && length < preface.length) return;
    clearTimeout(timer);
    socket.off('readable', onReadable);
    socket.unshift(seen);
    decided(fits);
  };
  socket.once('close', () => clearTimeout(timer));
  socket.on('readable', onReadable);
}
