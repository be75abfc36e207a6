import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeUp, diffLines } from './difflines.ts';

const told = (before: string, after: string) =>
  diffLines(before, after).map(
    ({ state, text }) => `${state === 'same' ? ' ' : state === 'was' ? '-' : '+'}${text}`,
  );

describe('diffLines', () => {
  it('shows a changed line as what it was and what it will be', () => {
    expect(told('a\nb\nc\n', 'a\nB\nc\n')).toEqual([' a', '-b', '+B', ' c']);
  });
  it('shows a new text as all new', () => {
    expect(told('', 'a\nb')).toEqual(['+a', '+b']);
  });
  it('keeps what is common between changes', () => {
    expect(told('1\nx\n2\ny\n3', '1\n2\nz\n3')).toEqual([' 1', '-x', ' 2', '-y', '+z', ' 3']);
  });
  it('always holds both texts', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const before = a.map((line) => `${line}\n`).join('');
        const after = b.map((line) => `${line}\n`).join('');
        const diff = diffLines(before, after);
        expect(
          diff
            .filter((one) => one.state !== 'will')
            .map((one) => `${one.text}\n`)
            .join(''),
        ).toBe(before);
        expect(
          diff
            .filter((one) => one.state !== 'was')
            .map((one) => `${one.text}\n`)
            .join(''),
        ).toBe(after);
      }),
    );
  });
});

it('leaves out what is far from a change, and says how much', () => {
  const before = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n');
  const shown = closeUp(diffLines(before, before.replace('line 10', 'line ten')));
  expect(shown[0]).toEqual({ leftOut: 8 });
  expect(shown.at(-1)).toEqual({ leftOut: 7 });
  expect(shown).toHaveLength(8);
});
