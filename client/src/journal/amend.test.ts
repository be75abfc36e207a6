import { describe, expect, it } from 'vitest';
import type { EntryView } from '#client/cache/views.ts';
import { amendment, fromLocalInput, localInput, movedTo, reverse, withAmount } from './amend.ts';

const entry: EntryView = {
  entryId: 'a',
  eventId: 'a',
  kind: 'run',
  title: 'Run',
  domain: 2,
  occurredMs: Date.parse('2026-11-21T07:30:00Z'),
  zone: 'Europe/Lisbon',
  day: '2026-11-21',
  spanMs: null,
  values: { distance: { amount: '6.2', unit: 'km' } },
  note: 'by the river',
  typed: 'ran 6.2 km by the river',
  tags: ['morning'],
  actor: 'user',
  state: 'synced',
};
const same = { occurredMs: entry.occurredMs, note: entry.note, tags: entry.tags, values: entry.values };

describe('amendment', () => {
  it('is nothing when nothing is different', () => {
    expect(amendment(entry, same)).toBeUndefined();
  });

  it('carries only what is different', () => {
    const amended = amendment(entry, { ...same, note: 'in the rain' });
    expect(amended?.note).toBe('in the rain');
    expect(amended?.occurredAt).toBeUndefined();
    expect(amended?.tags).toBeUndefined();
    expect(amended?.values).toEqual([]);
  });

  it('can be reversed', () => {
    const amended = amendment(entry, {
      ...same,
      note: '',
      tags: [],
      values: { distance: { amount: '7', unit: 'km' } },
    });
    const back = amended && reverse(entry, amended);
    expect(back?.note).toBe('by the river');
    expect(back?.tags?.tags).toEqual(['morning']);
    expect(back?.values[0]?.kind.value).toMatchObject({ amount: '6.2', unit: 'km' });
  });
});

it('reads an amount with a comma, and keeps its unit', () => {
  expect(withAmount({ amount: '1', unit: 'km' }, ' 6,25 ')).toEqual({ amount: '6.25', unit: 'km' });
  expect(withAmount({ amount: '1', unit: 'km' }, 'six')).toBeUndefined();
});

it('shows and reads a time where the person was, also around a clock change', () => {
  const ms = Date.parse('2026-10-25T00:30:00Z'); // 01:30 in Lisbon, half an hour before clocks go back
  expect(localInput(ms, 'Europe/Lisbon')).toBe('2026-10-25T01:30');
  expect(localInput(entry.occurredMs, 'America/New_York')).toBe('2026-11-21T02:30');
  expect(fromLocalInput('2026-11-21T02:30', 'America/New_York')).toBe(entry.occurredMs);
  expect(fromLocalInput('nonsense', 'UTC')).toBeUndefined();
});

it('a time that was not touched keeps its seconds', () => {
  const lunch = { ...entry, occurredMs: Date.parse('2026-11-21T13:20:47.123Z') };
  expect(movedTo(lunch, localInput(lunch.occurredMs, lunch.zone))).toBe(lunch.occurredMs);
  expect(movedTo(lunch, '2026-11-21T13:21')).toBe(Date.parse('2026-11-21T13:21:00Z'));
});
