import type { MetricDayView, MetricView } from '#client/cache/views.ts';
import { amountWords } from '#client/ui/say/amount.ts';
import { shortDay } from '#client/ui/say/time.ts';
import { movingMean } from './summary.ts';

/** The same days as numbers, newest first. */
export function DayTable({
  days,
  metric,
  today,
}: {
  days: readonly MetricDayView[];
  metric: MetricView;
  today: string;
}) {
  const means = movingMean(days);
  const rows = days.map((one, i) => ({ ...one, mean: means[i] ?? null })).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section className="table-box" tabIndex={0} aria-label={`${metric.title}, day by day`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">{metric.title}</th>
            <th scope="col">7-day mean</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.day}>
              <td>{shortDay(row.day, today)}</td>
              <td>{amountWords(row.value, metric.unit)}</td>
              <td>{row.mean === null ? '' : amountWords(row.mean, metric.unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
