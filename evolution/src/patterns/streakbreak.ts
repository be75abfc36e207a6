// "You read on 24 of 28 days, and not for the last 6": a habit that was there and stopped, with a way back.

import { addDays, daysBetween } from '#core/projection/day.ts';
import type { Finding, HabitSeries, ProtocolText } from './finding.ts';
import { dayWords } from './words.ts';

/** Days before the gap that are looked at. */
const windowDays = 28;
/** How much of what was meant must have been done before, to call it a habit. */
const doneShareMin = 0.6;
/** Days of silence, at the least, and in periods of the habit. */
const gapDaysMin = 4;
const gapPeriodsMin = 2;
/** After this long it is not a break, it is another life. */
const gapDaysMax = 45;
const luckMax = 0.05;

/** Habits that broke off, one finding each. */
export function findStreakBreaks(given: {
  today: string;
  habits: readonly HabitSeries[];
  protocols: readonly ProtocolText[];
}): Finding[] {
  return given.habits.flatMap((habit) => {
    const lastDay = habit.doneDays.at(-1);
    if (lastDay === undefined) return [];
    const gapDays = daysBetween(lastDay, given.today) - 1; // today is not over yet
    if (gapDays < Math.max(gapDaysMin, gapPeriodsMin * habit.periodDays) || gapDays > gapDaysMax) return [];
    const from = addDays(lastDay, -(windowDays - 1));
    const done = habit.doneDays.filter((day) => day >= from).length;
    const share = done / windowDays;
    const meant = Math.min(1, habit.times / habit.periodDays);
    if (share < doneShareMin * meant) return [];
    // Were each day as likely as before, so long a silence would come by luck this often; counted for all habits looked at.
    const luckProbability = Math.min(1, (1 - share) ** gapDays * given.habits.length);
    if (luckProbability > luckMax) return [];
    return [
      finding(habit, { from, lastDay, gapDays, done, luckProbability, today: given.today }, given.protocols),
    ];
  });
}

interface Break {
  readonly from: string;
  readonly lastDay: string;
  readonly gapDays: number;
  readonly done: number;
  readonly luckProbability: number;
  readonly today: string;
}

function finding(habit: HabitSeries, broken: Break, protocols: readonly ProtocolText[]): Finding {
  const claim =
    `${habit.title}: done on ${broken.done} of ${windowDays} days up to ${dayWords(broken.lastDay)}, ` +
    `and not in the ${broken.gapDays} days since.`;
  const title = `Back to ${habit.title}`;
  const existing = protocols.find((protocol) => protocol.title === title);
  return {
    key: `streak-break:${habit.kind}:${broken.lastDay}`,
    method: 'streak-break',
    claim,
    evidence: {
      metric: `${habit.kind}.done`,
      fromDay: broken.from,
      toDay: broken.today,
      changeDay: addDays(broken.lastDay, 1),
      beforeCount: windowDays,
      afterCount: broken.gapDays,
      beforeMedian: broken.done / windowDays,
      afterMedian: 0,
      differenceLow: -broken.done / windowDays,
      differenceHigh: -broken.done / windowDays,
      luckProbability: broken.luckProbability,
      unit: '1',
      doubt: 'You may have done it and not logged it, or been ill or away.',
    },
    proposal: {
      title: `Make ${habit.title} small again`,
      reason: claim,
      documentId: existing?.documentId ?? '',
      documentTitle: title,
      basedOnVersion: existing?.version ?? 0,
      content:
        `# ${title}\n\n- For one week, do the two-minute version, right after something you do every day.\n` +
        `- After seven days, go back to the full one.\n\nMeasured by: ${habit.kind}.done\n`,
    },
  };
}
