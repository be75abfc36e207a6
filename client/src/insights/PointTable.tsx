import type { MetricDayView, MetricView, SeriesStep } from '#client/cache/views.ts';
import { amountWords } from '#client/ui/say/amount.ts';
import { periodWords, stepWords } from './periods.ts';
import { movingMean } from './summary.ts';

/** The same points as numbers, newest first. */
export function PointTable({
  points,
  step,
  metric,
  today,
}: {
  points: readonly MetricDayView[];
  step: SeriesStep;
  metric: MetricView;
  today: string;
}) {
  const means = movingMean(points, step);
  const rows = points.map((one, i) => ({ ...one, mean: means[i] ?? null })).reverse();
  const { one } = stepWords[step];
  const label = `${metric.title}, ${one} by ${one}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section className="table-box" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{stepWords[step].head}</th>
            <th scope="col">{metric.title}</th>
            <th scope="col">{stepWords[step].mean}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.day}>
              <td>{periodWords(row.day, step, today)}</td>
              <td>{amountWords(row.value, metric.unit)}</td>
              <td>{row.mean === null ? '' : amountWords(row.mean, metric.unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
