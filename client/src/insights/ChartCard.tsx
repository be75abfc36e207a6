// Title, sentence, chart or table, and one line on how to read it.

import { ChartLine, Table } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import type { MetricView } from '#client/cache/views.ts';
import { domainStyle, domainTitle } from '#client/ui/say/domain.ts';
import { Segmented } from '#client/ui/segmented.tsx';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { DayTable } from './DayTable.tsx';
import { firstDay, type Range } from './ranges.ts';
import { summary } from './summary.ts';

const LineChart = lazy(() =>
  import('./LineChart.tsx').then(({ LineChart: component }) => ({ default: component })),
);

interface ChartCardProps {
  readonly metric: MetricView;
  readonly range: Range;
  readonly today: string;
}

export function ChartCard({ metric, range, today }: ChartCardProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const days = useAnswer('series', {
    metric: metric.metric,
    fromDay: firstDay(range, today, metric.firstDay),
    toDay: today,
  });
  const words = days ? summary(days, { title: metric.title, unit: metric.unit, today }) : '';
  return (
    <section className="card stack" aria-labelledby="h-chart" style={domainStyle(metric.domain)}>
      <div className="chart-head">
        <h2 id="h-chart">{metric.title}</h2>
        <div className="row">
          <span className="tag">
            <span className="dot" />
            {domainTitle(metric.domain)}
          </span>
          <Segmented
            label="Show as"
            value={view}
            onChange={setView}
            options={[
              {
                id: 'chart',
                name: (
                  <>
                    <ChartLine size={16} aria-hidden /> Chart
                  </>
                ),
              },
              {
                id: 'table',
                name: (
                  <>
                    <Table size={16} aria-hidden /> Table
                  </>
                ),
              },
            ]}
          />
        </div>
      </div>
      <p>{words}</p>
      {days === undefined ? <WaitingBars /> : null}
      {days && days.length > 0 && view === 'chart' ? (
        <Suspense fallback={<div className="chart" />}>
          <LineChart days={days} metric={metric} today={today} label={words} />
        </Suspense>
      ) : null}
      {days && view === 'table' ? <DayTable days={days} metric={metric} today={today} /> : null}
      <p className="xs">
        Dots are days, the line is a 7-day mean, the band is your own usual range: half of these days lie in
        it.
      </p>
    </section>
  );
}
