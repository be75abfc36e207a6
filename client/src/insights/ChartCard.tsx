// Title, sentence, chart or table, and one line on how to read it.

import { ChartLine, Table } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import type { MetricView } from '#client/cache/views.ts';
import { domainStyle, domainTitle } from '#client/ui/say/domain.ts';
import { Segmented } from '#client/ui/segmented.tsx';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { PointTable } from './PointTable.tsx';
import { readingWords } from './periods.ts';
import { periodOf, type Range } from './ranges.ts';
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
  const period = periodOf(range, today, metric.firstDay);
  const points = useAnswer('series', { metric: metric.metric, ...period });
  const { step } = period;
  const words = points ? summary(points, { ...metric, today, step }) : '';
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
      {points === undefined ? <WaitingBars /> : null}
      {points && points.length > 0 && view === 'chart' ? (
        <Suspense fallback={<div className="chart" />}>
          <LineChart points={points} step={step} metric={metric} today={today} label={words} />
        </Suspense>
      ) : null}
      {points && view === 'table' ? (
        <PointTable points={points} step={step} metric={metric} today={today} />
      ) : null}
      <p className="xs">{readingWords(step, metric.fold)}</p>
    </section>
  );
}
