import { expect, it } from 'vitest';
import { kindId } from './kindid.ts';

it('makes ids that the contract takes', () => {
  expect(kindId('Tidy up!', new Set())).toBe('tidy-up');
  expect(kindId('Café, früh', new Set())).toBe('cafe-fruh');
  expect(kindId('読書', new Set())).toBe('habit');
});

it('never takes an id twice', () => {
  expect(kindId('Read', new Set(['read', 'read-2']))).toBe('read-3');
});
