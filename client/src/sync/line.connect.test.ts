import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { RefusalCode, refusal } from '#core/decide/refusal.ts';
import { wireError } from '#gateway/server/errors.ts';
import type { Tokens } from '../session/tokens.ts';
import { connectLine, failureOf } from './line.connect.ts';
import type { Line } from './line.ts';
import { browserPace, watchdog } from './pace.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const tokens: Tokens = {
  get: async () => ({ kind: 'token', token: 'a', signedIn: { userId: 'ada' } as never }),
  take: () => undefined,
  forget: () => undefined,
  close: () => undefined,
};

async function lineTo(server: http.Server | net.Server): Promise<Line> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => void server.close());
  return connectLine({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens });
}

const none = { seq: 0, hash: new Uint8Array(0) };
const kindOf = async (line: Line, signal: AbortSignal = new AbortController().signal) =>
  line.read(none, 1, signal).then(
    () => 'answered',
    (error: unknown) => failureOf(error).kind,
  );

test.each([
  ['the sign-in page of a network', 200, '<html>Welcome to our hotel</html>', 'text/html'],
  ['a page of a proxy that is broken', 502, '<html>Bad Gateway</html>', 'text/html'],
  ['something that answers in JSON, but is no LifeOS', 200, '{"ok":true}', 'application/json'],
])('%s is told from an answer, and from signing out', async (_what, status, body, type) => {
  const server = http.createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  expect(['inBetween', 'offline']).toContain(await kindOf(await lineTo(server)));
});

test('a hotel that answers with its page is named as what it is', async () => {
  const server = http.createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
  });
  expect(await kindOf(await lineTo(server))).toBe('inBetween');
});

test('a line that is accepted and never answered ends when its time is up', async () => {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => void sockets.push(socket));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  const dog = watchdog(browserPace, 100, new AbortController().signal);
  expect(await kindOf(await lineTo(server), dog.signal)).toBe('offline');
});

test('a gateway that is not there is offline', async () => {
  const line = connectLine({ baseUrl: 'http://127.0.0.1:9', tokens });
  expect(await kindOf(line)).toBe('offline');
});

test('what a gateway refuses is understood by its code, not by its words', () => {
  const kinds = [
    [RefusalCode.HISTORY, 'history'],
    [RefusalCode.COPIED, 'copied'],
    [RefusalCode.AWAY, 'offline'],
    [RefusalCode.SIGN_IN, 'offline'],
    [RefusalCode.UNSUPPORTED, 'unsupported'],
    [RefusalCode.SHAPE, 'trouble'],
  ] as const;
  for (const [code, kind] of kinds)
    expect(failureOf(wireError(refusal({ code, what: 'x', advice: 'y' }))).kind).toBe(kind);
  const busy = failureOf(
    wireError(refusal({ code: RefusalCode.LIMIT, what: 'x', advice: 'y', retryAfterMs: 7 })),
  );
  expect([busy.kind, busy.retryAfterMs]).toEqual(['busy', 7]);
});
