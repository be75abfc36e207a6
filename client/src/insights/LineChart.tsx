// Days, weeks or months as dots, their mean as a line, the usual range as a band. uPlot draws on a canvas, so colours are read from the page
// and the chart is made anew when the theme changes. The words for it are in the card; the picture is one image with a name.

import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { MetricDayView, MetricView, SeriesStep } from '#client/cache/views.ts';
import { amountWords } from '#client/ui/say/amount.ts';
import { periodWords } from './periods.ts';
import { movingMean, usualBand } from './summary.ts';
import { useThemeName } from './useThemeName.ts';

interface LineChartProps {
  readonly points: readonly MetricDayView[];
  readonly step: SeriesStep;
  readonly metric: MetricView;
  readonly today: string;
  readonly label: string;
}

const [heightPx, xAxisPx, yAxisPx] = [316, 32, 56];

export function LineChart({ points, step, metric, today, label }: LineChartProps) {
  const box = useRef<HTMLElement>(null);
  const theme = useThemeName();
  const [pointed, setPointed] = useState('');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page, not from its name.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const seconds = points.map((one) => Date.parse(`${one.day}T00:00:00Z`) / 1000);
    const band = usualBand(points);
    const colours = coloursOf(element);
    const chart = new UPlot(
      {
        width: element.clientWidth,
        height: heightPx,
        cursor: { y: false, points: { size: 9 } },
        tzDate: (time) => UPlot.tzDate(new Date(time * 1000), 'UTC'),
        scales: { y: { range: (_, low, high) => padded(low, high, band) } },
        axes: [
          axis(colours, (value) =>
            periodWords(new Date(value * 1000).toISOString().slice(0, 10), step, today),
          ),
          axis(colours, (value) => amountWords(value, metric.unit), yAxisPx),
        ],
        series: [
          {},
          {
            stroke: 'transparent',
            points: { show: true, size: 6, width: 1, fill: colours.fill, stroke: colours.fill },
          },
          { stroke: colours.ink, width: 2.5, spanGaps: true, points: { show: false } },
        ],
        hooks: {
          drawClear: [(plot) => drawBand(plot, band, colours.fill)],
          setCursor: [
            ({ cursor }) => {
              const point = points[cursor.idx ?? -1];
              setPointed(
                point
                  ? `${periodWords(point.day, step, today)}: ${amountWords(point.value, metric.unit)}`
                  : '',
              );
            },
          ],
        },
      },
      [seconds, points.map((one) => one.value), movingMean(points, step)],
      element,
    );
    const resized = new ResizeObserver(() => {
      const width = element.clientWidth;
      if (width > 0 && width !== chart.width) chart.setSize({ width, height: heightPx });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [points, step, metric, today, theme]);

  return (
    <>
      <figure ref={box} className="chart" role="img" aria-label={label} />
      <p className="sm" aria-hidden="true" style={{ minHeight: 20 }}>
        {pointed}
      </p>
    </>
  );
}

interface Colours {
  readonly fill: string;
  readonly ink: string;
  readonly line: string;
  readonly text: string;
}

// A canvas does not know var() or light-dark(): an element is asked what they come to.
function coloursOf(element: HTMLElement): Colours {
  const probe = element.appendChild(document.createElement('i'));
  const read = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = { fill: read('--c'), ink: read('--ci'), line: read('--line'), text: read('--ink-3') };
  probe.remove();
  return colours;
}

function axis(colours: Colours, words: (value: number) => string, size = xAxisPx): UPlot.Axis {
  return {
    stroke: colours.text,
    font: '12px "Figtree Variable", sans-serif',
    size,
    gap: 8,
    space: size === xAxisPx ? 90 : 48,
    grid: { stroke: colours.line, width: 1, show: size !== xAxisPx },
    ticks: { show: false },
    values: (_, values) => values.map(words),
  };
}

function padded(
  low: number | null,
  high: number | null,
  band: readonly [number, number] | undefined,
): [number, number] {
  const [from, to] = [Math.min(low ?? 0, band?.[0] ?? Infinity), Math.max(high ?? 1, band?.[1] ?? -Infinity)];
  const room = (to - from || Math.abs(to) || 1) * 0.12;
  return [from >= 0 ? Math.max(0, from - room) : from - room, to + room];
}

function drawBand(plot: UPlot, band: readonly [number, number] | undefined, fill: string): void {
  if (!band) return;
  const [low, high] = [plot.valToPos(band[0], 'y', true), plot.valToPos(band[1], 'y', true)];
  plot.ctx.save();
  plot.ctx.globalAlpha = 0.16;
  plot.ctx.fillStyle = fill;
  plot.ctx.fillRect(plot.bbox.left, high, plot.bbox.width, Math.max(2, low - high));
  plot.ctx.restore();
}
