import { useAnswer } from '#client/app/useLife.ts';
import type { MetricView } from '#client/cache/views.ts';
import { amountWords, counted } from '#client/ui/say/amount.ts';
import { type YearLevel, YearStrip } from '#client/ui/YearStrip.tsx';
import { usualRange } from '#client/worldscreen/worldstate.ts';
import { addDays } from '#core/projection/day.ts';

/** A year of a metric as squares, from its own usual low to its usual high. */
export function YearCard({ metric, today }: { metric: MetricView; today: string }) {
  const days =
    useAnswer('series', { metric: metric.metric, fromDay: addDays(today, -364), toDay: today }) ?? [];
  const [low, high] = usualRange(days.map((one) => one.value));
  const levels = new Map(
    days.map((one): [string, YearLevel] => {
      const share = high === low ? 0.5 : Math.max(0, Math.min(1, (one.value - low) / (high - low)));
      return [
        one.day,
        { level: Math.round(share * 5) as YearLevel['level'], words: amountWords(one.value, metric.unit) },
      ];
    }),
  );
  return (
    <section className="card" aria-labelledby="h-year">
      <div className="year-head">
        <h2 id="h-year">Day by day</h2>
        <p className="sm">{counted(levels.size, 'day')} of the last year</p>
        <span className="legend xs">
          {amountWords(low, metric.unit)}
          <span className="ramp" aria-hidden="true">
            {[0, 1, 2, 3, 4, 5].map((level) => (
              <i key={level} style={{ background: `var(--r${level})` }} />
            ))}
          </span>
          {amountWords(high, metric.unit)}
        </span>
      </div>
      <YearStrip today={today} label={`${metric.title} for each day of a year`} levels={levels} />
    </section>
  );
}
