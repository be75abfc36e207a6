import { describe, expect, it } from 'vitest';
import { type Patience, patiently } from './patience.ts';

// A clock that only waiting moves.
function patience(given: Partial<Patience> = {}): Patience & { waits: number[] } {
  const waits: number[] = [];
  let nowMs = 0;
  return {
    forMs: 1_000,
    isWorthIt: () => true,
    now: () => nowMs,
    random: () => 1,
    async wait(ms) {
      waits.push(ms);
      nowMs += ms;
    },
    waits,
    ...given,
  };
}

function failing(times: number) {
  let left = times;
  return async () => {
    if (left-- > 0) throw new Error('busy');
    return 'done';
  };
}

describe('patience', () => {
  it('tries until it works, with longer waits each time', async () => {
    const given = patience();
    await expect(patiently(failing(3), given)).resolves.toBe('done');
    expect(given.waits).toEqual([5, 10, 20]);
  });

  it('ends, with the last failure', async () => {
    const given = patience();
    await expect(patiently(failing(1_000), given)).rejects.toThrow('busy');
    expect(Math.max(...given.waits)).toBe(200);
    expect(given.now()).toBeLessThan(1_200);
  });

  it('does not wait for what waiting does not mend', async () => {
    const given = patience({ isWorthIt: () => false });
    await expect(patiently(failing(1), given)).rejects.toThrow('busy');
    expect(given.waits).toEqual([]);
  });
});
