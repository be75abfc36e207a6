// Everything that is looked for.

import type { Finding, HabitSeries, MetricSeries, ProtocolText } from './finding.ts';
import { findLevelShifts } from './levelshift.ts';
import { findStreakBreaks } from './streakbreak.ts';

/** At most this many findings at once: more than that is noise to a person. */
const findingsMax = 5;

/** What can honestly be said of these series today. The same input gives the same findings. */
export function findPatterns(given: {
  today: string;
  metrics: readonly MetricSeries[];
  habits: readonly HabitSeries[];
  protocols: readonly ProtocolText[];
}): Finding[] {
  return [...findStreakBreaks(given), ...findLevelShifts(given)]
    .sort((a, b) => a.evidence.luckProbability - b.evidence.luckProbability)
    .slice(0, findingsMax);
}
