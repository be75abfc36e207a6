import { beforeAll, describe, expect, it } from 'vitest';
import type { Database, Sql, SqlValue } from '../database.ts';
import { answers } from '../queries.ts';
import type { Queries, QueryName } from '../views.ts';
import { deviceWithLife, lifePlan } from './life.fixture.ts';

/** Tables that grow with a life; the others hold what a person made by hand. */
const growing =
  /^SCAN (entry|mirror|metric_day|outbox|approval|proposal|tool_call|import_report|document_version)\b/;

const today = lifePlan.lastDay;
const asked: { [Q in QueryName]: Queries[Q]['args'][] } = {
  entriesOfDay: [{ day: today }],
  entry: [{ entryId: crypto.randomUUID() }],
  versions: [{ entryId: crypto.randomUUID() }],
  journal: [
    { query: '', limit: 50 },
    { query: 'coffee', limit: 50 },
  ],
  habits: [{ today }],
  kinds: [{}],
  metrics: [{}],
  series: (['day', 'week', 'month'] as const).flatMap((step) =>
    ['sleep.hours', 'mood.score', 'weight.mass'].map((metric) => ({
      metric,
      fromDay: '2020-01-01',
      toDay: today,
      step,
    })),
  ),
  approvals: [{}],
  proposals: [{}],
  documents: [{}],
  documentVersions: [{ documentId: crypto.randomUUID() }],
  why: [{ eventId: crypto.randomUUID() }],
  toolCalls: [{ limit: 20 }],
  imports: [{}],
  isPaused: [{}],
  notices: [{}],
};

describe('every answer', () => {
  let database: Database;
  beforeAll(async () => {
    ({ database } = await deviceWithLife());
  });

  it.each(Object.keys(asked) as QueryName[])('%s reads no table that grows from end to end', async (name) => {
    for (const args of asked[name]) {
      const statements = new Map<string, readonly SqlValue[]>();
      const listening = (sql: Sql): Sql => ({
        ...sql,
        all(text, values = []) {
          statements.set(text, values);
          return sql.all(text, values);
        },
      });
      await database.read((sql) => answers[name](listening(sql), args as never) as Promise<unknown>);
      for (const [text, values] of statements) {
        const plan = await database.read((sql) => sql.all(`EXPLAIN QUERY PLAN ${text}`, values));
        const steps = plan.map(({ detail }) => String(detail));
        // Along an index, newest first, until there is enough: that is no reading from end to end.
        const stops = (step: string) => /USING (COVERING )?INDEX/.test(step) && / LIMIT /.test(text);
        expect(
          steps.filter((step) => growing.test(step) && !stops(step)),
          text,
        ).toEqual([]);
        if (/ LIMIT /.test(text) && !text.includes('metric_known'))
          expect(steps.join(), text).not.toContain('TEMP B-TREE');
      }
    }
  });
});
