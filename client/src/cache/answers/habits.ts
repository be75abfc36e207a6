// Kinds of entries, and habits, which are kinds with a target.

import { addDays } from '#core/projection/day.ts';
import { definitionsOf } from '../rows.ts';
import type { Answers } from './answers.ts';
import { isShown } from './entries.ts';

/** Days of a habit that are handed over: enough for a year's streak and its picture. */
const habitDays = 400;

const doneDays = 'SELECT day FROM metric_day WHERE metric = ? AND value > 0 AND day >= ? ORDER BY day';
const ticksOfDay = `SELECT entry_id FROM entry WHERE kind = ? AND day = ? AND ${isShown}`;

export const habitAnswers: Answers<'kinds' | 'habits'> = {
  kinds: async (sql) => [...(await definitionsOf(sql)).values()],

  async habits(sql, { today }) {
    const definitions = [...(await definitionsOf(sql)).values()];
    const habits = [];
    for (const { kind, title, domain, habit } of definitions.filter((one) => one.habit && !one.archived)) {
      const days = await sql.all(doneDays, [`${kind}.done`, addDays(today, -habitDays)]);
      const ticks = await sql.all(ticksOfDay, [kind, today]);
      habits.push({
        kind,
        title,
        domain,
        times: habit?.times ?? 1,
        periodDays: habit?.periodDays ?? 1,
        doneDays: days.map((row) => row.day as string),
        todayEntryIds: ticks.map((row) => row.entry_id as string),
      });
    }
    return habits.sort((a, b) => a.title.localeCompare(b.title));
  },
};
