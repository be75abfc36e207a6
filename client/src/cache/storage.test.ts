import { describe, expect, it } from 'vitest';
import type { Remembered } from '../session/remembered.ts';
import { storageOf } from './storage.ts';

function inMemory(): Remembered {
  const kept = new Map<string, unknown>();
  return {
    get: async <T>(name: string) => kept.get(name) as T | undefined,
    async put(name, value) {
      kept.set(name, value);
    },
    async forget(name) {
      kept.delete(name);
    },
  };
}

const yes = async () => true;
const no = async () => false;

describe('the place of a life', () => {
  it('is files where the browser has them, else its database', async () => {
    expect(await storageOf('ada', { remembered: inMemory(), hasFiles: yes })).toBe('opfs');
    expect(await storageOf('ada', { remembered: inMemory(), hasFiles: no })).toBe('indexeddb');
  });

  it('stays where it was begun, whatever the browser says later', async () => {
    for (const [first, later] of [
      [yes, no],
      [no, yes],
    ] as const) {
      const remembered = inMemory();
      const begun = await storageOf('ada', { remembered, hasFiles: first });
      expect(await storageOf('ada', { remembered, hasFiles: later })).toBe(begun);
    }
  });

  it('is one for each person', async () => {
    const remembered = inMemory();
    await storageOf('ada', { remembered, hasFiles: no });
    expect(await storageOf('bob', { remembered, hasFiles: yes })).toBe('opfs');
  });
});
