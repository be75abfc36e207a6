import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { untilAskedToStop } from './stop.ts';

function createTerminal(stop: () => Promise<void>) {
  const exits: number[] = [];
  const terminal = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
  const clock = { ms: 0 };
  const stopped = untilAskedToStop({ process: terminal, stop, say: () => undefined, now: () => clock.ms });
  return { terminal, exits, clock, stopped };
}

describe('stopping', () => {
  test('happens once, in order, when asked', async () => {
    let stops = 0;
    const { terminal, exits, stopped } = createTerminal(async () => void stops++);
    terminal.emit('SIGTERM');
    await stopped;
    expect({ stops, exits }).toEqual({ stops: 1, exits: [] });
  });

  test('takes one Ctrl-C that arrives by two ways for one', () => {
    const { terminal, exits, clock } = createTerminal(() => new Promise(() => undefined));
    terminal.emit('SIGINT');
    clock.ms = 20;
    terminal.emit('SIGINT');
    expect(exits).toEqual([]);
  });

  test('is forced by a second Ctrl-C', () => {
    const { terminal, exits, clock } = createTerminal(() => new Promise(() => undefined));
    terminal.emit('SIGINT');
    clock.ms = 900;
    terminal.emit('SIGINT');
    expect(exits).toEqual([130]);
  });
});
