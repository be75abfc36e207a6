// Numbers and days as people say them.

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "3 November". */
export function dayWords(day: string): string {
  return `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1] ?? ''}`;
}

/** "sleep (hours)" for "sleep.hours". */
export function metricWords(metric: string): string {
  const dot = metric.lastIndexOf('.');
  const kind = metric.slice(0, dot).replace(/^habit\./, '');
  return `${kind.replaceAll('-', ' ')} (${metric.slice(dot + 1).replaceAll('_', ' ')})`;
}

/** "1.2 h"; the unit is left out when there is none. */
export function numberWords(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const number = Number(value.toFixed(digits)).toString();
  return unit === '1' || unit === '' ? number : `${number} ${unit}`;
}
