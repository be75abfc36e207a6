// Events in, proposals out. Evolution knows no database and no wire: it is given series and gives findings.

export { findPatterns } from './patterns/find.ts';
export type { HabitSeries, MetricSeries, ProtocolText } from './patterns/finding.ts';
