import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differing, isPocket, ownWords, writerWords } from './version.ts';

test('only the words that the other does not say are marked', () => {
  expect(ownWords('the blue bicycle again.', 'the blue bicycle, and Ida.')).toEqual([
    { text: 'the blue bicycle ', isOwn: false },
    { text: 'again', isOwn: true },
    { text: '.', isOwn: false },
  ]);
});

test('the pieces of a text are the text, whatever it is held against', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', 'é', '🙂') });
  fc.assert(
    fc.property(text, text, (mine, other) => {
      expect(
        ownWords(mine, other)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(mine);
      expect(ownWords(mine, mine).some(({ isOwn }) => isOwn)).toBe(false);
    }),
  );
});

test('what is the same is not written again', () => {
  const now = { note: 'as it is', tags: ['one'] };
  expect(differing({ note: 'as it was', tags: ['one'] }, now)).toEqual({ note: 'as it was' });
});

test('devices are called by what one would call them', () => {
  const phone = { deviceId: 'a', name: 'Chrome on Android', isThis: true };
  expect(writerWords(phone)).toBe('This phone');
  expect(writerWords({ ...phone, isThis: false })).toBe('Chrome on Android');
  expect(writerWords({ deviceId: 'b', name: '', isThis: false })).toBe('Another device');
  expect(isPocket({ ...phone, name: 'Firefox on Linux' })).toBe(false);
});
