// How it goes: one metric at a time, and the patterns that were found in all of them.

import { getRouteApi, Link } from '@tanstack/react-router';
import { useAnswer } from '#client/app/useLife.ts';
import { useNow } from '#client/app/useNow.ts';
import type { MetricView } from '#client/cache/views.ts';
import { Choice } from '#client/ui/field.tsx';
import { counted } from '#client/ui/say/amount.ts';
import { domainStyle } from '#client/ui/say/domain.ts';
import { Segmented } from '#client/ui/segmented.tsx';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { ChartCard } from './ChartCard.tsx';
import { PatternCard } from './PatternCard.tsx';
import { type Range, ranges } from './ranges.ts';
import { YearCard } from './YearCard.tsx';
import './insights.css';

const route = getRouteApi('/insights');

export function InsightsScreen() {
  const { metric: asked, days } = route.useSearch();
  const navigate = route.useNavigate();
  const { today } = useNow();
  const metrics = useAnswer('metrics', {});
  const patterns = useAnswer('proposals', {})?.filter((one) => one.state === 'open') ?? [];
  const range = ranges.find((one) => one.id === days)?.id ?? '365';
  if (!metrics) return <WaitingBars />;
  const metric = metrics.find((one) => one.metric === asked) ?? favourite(metrics);
  return (
    <>
      <header className="head">
        <div>
          <h1>Insights</h1>
          <p>Worked out on this device, from what you wrote down</p>
        </div>
        {metric ? (
          <div className="row" style={{ flexWrap: 'wrap' }}>
            <div className="metric-choice">
              <Choice
                label="What to look at"
                quietLabel
                value={metric.metric}
                options={metrics.map((one) => ({
                  id: one.metric,
                  name: one.title,
                  aside: counted(one.dayCount, 'day'),
                  picture: <span className="dot" style={domainStyle(one.domain)} />,
                }))}
                onChange={(next) =>
                  void navigate({ search: (before) => ({ ...before, metric: next }), replace: true })
                }
              />
            </div>
            <Segmented
              label="Period"
              value={range}
              options={ranges}
              onChange={(next: Range) =>
                void navigate({ search: (before) => ({ ...before, days: next }), replace: true })
              }
            />
          </div>
        ) : null}
      </header>
      {metric ? (
        <div className="stack" style={{ gap: 'var(--s5)' }}>
          <div className={`insight-grid${patterns.length === 0 ? ' alone' : ''}`}>
            <ChartCard key={metric.metric} metric={metric} range={range} today={today} />
            {patterns.length > 0 ? (
              <div className="stack">
                {patterns.map((pattern) => (
                  <PatternCard key={pattern.proposalId} proposal={pattern} />
                ))}
              </div>
            ) : null}
          </div>
          <YearCard key={`year ${metric.metric}`} metric={metric} today={today} />
          {patterns.length === 0 ? (
            <p className="sm">
              No pattern stands out right now. They are looked for every night, and appear here with their
              evidence.
            </p>
          ) : null}
        </div>
      ) : (
        <p className="quiet-empty">
          Numbers appear here once you write some down: “slept 7 h”, “mood 7”, “ran 5 km”.{' '}
          <Link to="/">Write something down</Link>
        </p>
      )}
    </>
  );
}

// Sleep or mood say most about a life; a mere count says least.
function favourite(metrics: readonly MetricView[]): MetricView | undefined {
  const wanted = ['sleep.hours', 'mood.score'];
  return (
    metrics.find((one) => wanted.includes(one.metric)) ??
    metrics.find((one) => !/\.(count|done)$/.test(one.metric)) ??
    metrics[0]
  );
}
