// "Since 3 November you sleep 50 minutes less": one level shift of a daily metric, with its evidence, and a change to the
// protocol that is measured by it.

import { addDays, daysBetween } from '#core/projection/day.ts';
import { levelShift } from '../stats/changepoint.ts';
import { differenceRange } from '../stats/difference.ts';
import { median } from '../stats/rank.ts';
import type { Finding, MetricSeries, ProtocolText } from './finding.ts';
import { dayWords, metricWords, numberWords } from './words.ts';

/** Days that are looked back: a change before that is no news. */
const windowDays = 120;
/** Days with data that each side needs: two weeks before a week-end effect is told from a change. */
const sideMin = 14;
/** A change must have begun this recently to be worth a suggestion. */
const newsDays = 60;
/** Chance of luck, after counting all metrics that were looked at, below which a shift is told. */
const luckMax = 0.05;

/** Level shifts of the metrics, strongest first. Nothing in pure noise, in 19 of 20 lives. */
export function findLevelShifts(given: {
  today: string;
  metrics: readonly MetricSeries[];
  protocols: readonly ProtocolText[];
}): Finding[] {
  const candidates = given.metrics.filter(isMeasured).map((series) => recent(series, given.today));
  const tested = candidates.flatMap((series) => {
    const shift = levelShift(
      series.points.map((point) => point.value),
      sideMin,
    );
    return shift ? [{ series, shift }] : [];
  });
  return tested.flatMap(({ series, shift }) => {
    // Looking at many metrics finds something by luck: each chance is multiplied by how many were looked at (Bonferroni).
    const luckProbability = Math.min(1, shift.luckProbability * tested.length);
    const changeDay = series.points[shift.at]?.day ?? given.today;
    if (luckProbability > luckMax || daysBetween(changeDay, given.today) > newsDays) return [];
    return [finding(series, shift.at, luckProbability, given.protocols)];
  });
}

// Counts and yes-or-no days are habits' business.
function isMeasured(series: MetricSeries): boolean {
  return (
    !series.metric.endsWith('.count') &&
    !series.metric.endsWith('.done') &&
    !series.metric.startsWith('weight-trend.')
  );
}

function recent(series: MetricSeries, today: string): MetricSeries {
  const from = addDays(today, -windowDays);
  return { ...series, points: series.points.filter((point) => point.day >= from && point.day <= today) };
}

function finding(
  series: MetricSeries,
  at: number,
  luckProbability: number,
  protocols: readonly ProtocolText[],
): Finding {
  const before = series.points.slice(0, at).map((point) => point.value);
  const after = series.points.slice(at).map((point) => point.value);
  const [beforeMedian, afterMedian] = [median(before), median(after)];
  const range = differenceRange(before, after);
  const changeDay = series.points[at]?.day ?? '';
  const words = metricWords(series.metric);
  const direction = afterMedian < beforeMedian ? 'lower' : 'higher';
  const difference = `${numberWords(Math.abs(afterMedian - beforeMedian), series.unit)} ${direction}`;
  const claim = `Since ${dayWords(changeDay)}, ${words} is about ${difference}.`;
  return {
    // Keyed by metric, direction and quarter: a day more of data may move the day a little, and is no new finding.
    key: `level-shift:${series.metric}:${direction}:${changeDay.slice(0, 4)}q${Math.ceil(Number(changeDay.slice(5, 7)) / 3)}`,
    method: 'level-shift',
    claim,
    evidence: {
      metric: series.metric,
      fromDay: series.points[0]?.day ?? '',
      toDay: series.points.at(-1)?.day ?? '',
      changeDay,
      beforeCount: before.length,
      afterCount: after.length,
      beforeMedian,
      afterMedian,
      differenceLow: range.low,
      differenceHigh: range.high,
      luckProbability,
      unit: series.unit,
      doubt: 'A change in how or when you log would look the same.',
    },
    proposal: suggestion(series.metric, claim, protocols),
  };
}

function suggestion(metric: string, claim: string, protocols: readonly ProtocolText[]): Finding['proposal'] {
  const words = metricWords(metric);
  const measured = protocols.find((protocol) => protocol.content.includes(`Measured by: ${metric}`));
  if (measured) {
    const step = `- Begin 30 minutes earlier for two weeks, then look at ${words} again.`;
    return {
      title: `Change "${measured.title}" for two weeks`,
      reason: claim,
      documentId: measured.documentId,
      documentTitle: measured.title,
      basedOnVersion: measured.version,
      content: insertStep(measured.content, step),
    };
  }
  const title = `Look after ${words}`;
  return {
    title: `Start a protocol: ${title}`,
    reason: claim,
    documentId: '',
    documentTitle: title,
    basedOnVersion: 0,
    content: `# ${title}\n\n- Write down each evening what may have changed ${words}.\n- Look at it again in two weeks.\n\nMeasured by: ${metric}\n`,
  };
}

// Steps are a list; the new one goes after the last.
function insertStep(content: string, step: string): string {
  const lines = content.split('\n');
  const last = lines.findLastIndex((line) => line.startsWith('- '));
  lines.splice(last + 1, 0, step);
  return lines.join('\n');
}
