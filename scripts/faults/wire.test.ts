import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWire, type Wire } from './wire.ts';

const echo = createServer((socket) => socket.pipe(socket));
let wire: Wire;

beforeAll(async () => {
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  wire = await openWire({ to: (echo.address() as AddressInfo).port, chance: () => 0.05 });
});
afterAll(async () => {
  await wire.close();
  echo.close();
});

async function dial(): Promise<{ socket: Socket; heard: () => string }> {
  const socket = connect(wire.port, '127.0.0.1');
  socket.on('error', () => undefined);
  let heard = '';
  socket.on('data', (piece) => {
    heard += String(piece);
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return { socket, heard: () => heard };
}

test('a line keeps the order of what it carries, also when it is slow and becomes fine again', async () => {
  const { socket, heard } = await dial();
  let sent = '';
  for (let n = 0; n < 60; n++) {
    wire.become(n % 20 < 10 ? 'slow' : 'fine');
    socket.write(`${n} `);
    sent += `${n} `;
    await new Promise((resolve) => setImmediate(resolve));
  }
  wire.become('fine');
  await expect.poll(heard, { timeout: 10_000 }).toBe(sent);
  socket.destroy();
});

test('a line that was cut is gone, and one that went mute stays so', async () => {
  const [cut, mute] = [await dial(), await dial()];
  mute.socket.write('before ');
  await expect.poll(mute.heard).toBe('before ');
  wire.become('mute');
  mute.socket.write('meanwhile');
  wire.become('fine');
  mute.socket.write('after');
  const next = await dial();
  next.socket.write('a new one');
  await expect.poll(next.heard).toBe('a new one');
  expect(mute.heard()).toBe('before ');
  const ended = new Promise((resolve) => cut.socket.once('close', resolve));
  wire.become('cut');
  await ended;
});
