import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryTable } from '#core/projection/entry.ts';
import type { Row } from '#core/projection/table.ts';
import { memoryDatabase } from './memory.fixture.ts';
import { writeRows } from './stored.ts';
import { type Before, ftsQuery, indexWords, searchWords } from './words.ts';

const blank = Object.fromEntries(Object.keys(entryTable.columns).map((name) => [name, '']));
const row = (n: number, occurred_ms: number, note: string, removed: boolean): Row => ({
  ...blank,
  ...{ entry_id: `entry ${String(n).padStart(3, '0')}`, event_id: 'an event', occurred_ms, note, removed },
  ...{ values_json: {}, tags: [], rule_tags: [], stamps: {}, secret: false },
});
// Three seconds, so that many share one.
const state = fc.record({
  ms: fc.integer({ min: -1_500, max: 1_499 }),
  note: fc.constantFrom('coffee', 'coffee and cake', 'cake'),
  removed: fc.boolean(),
});

describe('the search of words', () => {
  it('finds what is there now, newest first, by pages of any size, however it came to be', async () => {
    const database = await memoryDatabase();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 30 }), state), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        async (changes, limit) => {
          const now = new Map<number, Row>();
          await database.transact(async (sql) => {
            await sql.run('DELETE FROM entry_words');
            await sql.run('DELETE FROM entry');
            for (const [n, { ms, note, removed }] of changes) {
              const write = { row: row(n, ms, note, removed), before: now.get(n) };
              await writeRows(sql, entryTable, [write]);
              await indexWords(sql, [write]);
              now.set(n, write.row);
            }
          });
          const expected = [...now.values()]
            .filter((one) => one.removed === false && String(one.note).includes('coffee'))
            .sort(
              (a, b) =>
                Number(b.occurred_ms) - Number(a.occurred_ms) ||
                (String(a.entry_id) < String(b.entry_id) ? 1 : -1),
            )
            .map((one) => one.entry_id);
          const found: unknown[] = [];
          for (let before: Before = { occurredMs: 10_000, entryId: '' }; ; ) {
            const page = await database.read((sql) => searchWords(sql, ftsQuery('coff'), limit, before));
            const last = page.at(-1);
            if (!last) break;
            found.push(...page.map((one) => one.entry_id));
            before = { occurredMs: Number(last.occurred_ms), entryId: String(last.entry_id) };
          }
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps an entry whose time is beyond all years', async () => {
    const database = await memoryDatabase();
    const write = { row: row(1, 9e15, 'coffee', false), before: undefined };
    await database.transact(async (sql) => {
      await writeRows(sql, entryTable, [write]);
      await indexWords(sql, [write]);
    });
    const found = await database.read((sql) =>
      searchWords(sql, '"coffee"', 5, { occurredMs: 1e16, entryId: '' }),
    );
    expect(found).toHaveLength(1);
  });
});
