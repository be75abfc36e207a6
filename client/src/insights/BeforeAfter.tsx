import { useAnswer } from '#client/app/useLife.ts';
import type { EvidenceView } from '#client/cache/views.ts';
import { amountWords } from '#client/ui/say/amount.ts';
import { shortDay } from '#client/ui/say/time.ts';
import { daysBetween } from '#core/projection/day.ts';

const [width, height, top, bottom] = [336, 132, 10, 24];

/** The days behind a claim as dots, with the median before and after the change as lines. */
export function BeforeAfter({ evidence }: { evidence: EvidenceView }) {
  const {
    metric = '',
    fromDay = '',
    toDay = '',
    changeDay = '',
    beforeMedian = 0,
    afterMedian = 0,
    unit = '1',
  } = evidence;
  const days = useAnswer('series', { metric, fromDay, toDay });
  if (!days || days.length < 2 || changeDay === '') return null;
  const values = days.map((one) => one.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (day: string) =>
    4 + (daysBetween(fromDay, day) / Math.max(1, daysBetween(fromDay, toDay))) * (width - 8);
  const y = (value: number) => top + (1 - (value - low) / (high - low || 1)) * (height - top - bottom);
  const change = x(changeDay);
  return (
    <figure className="before-after">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${amountWords(beforeMedian, unit)} before ${shortDay(changeDay)}, ${amountWords(afterMedian, unit)} after`}
      >
        <rect
          x={change}
          y={top}
          width={width - change}
          height={height - top - bottom}
          rx="6"
          fill="var(--lamp-wash)"
        />
        {days.map((one) => (
          <circle
            key={one.day}
            cx={x(one.day)}
            cy={y(one.value)}
            r="2.5"
            fill={one.day < changeDay ? 'var(--legal)' : 'var(--lamp)'}
            opacity=".8"
          />
        ))}
        <g stroke="var(--ink)" strokeWidth="2.5" strokeLinecap="round">
          <line x1={4} x2={change - 5} y1={y(beforeMedian)} y2={y(beforeMedian)} />
          <line x1={change + 5} x2={width - 4} y1={y(afterMedian)} y2={y(afterMedian)} />
        </g>
        <text x="0" y={height - 4}>
          {shortDay(fromDay)}
        </text>
        <text x={change} y={height - 4} textAnchor="middle">
          {shortDay(changeDay)}
        </text>
        <text x={width} y={height - 4} textAnchor="end">
          {shortDay(toDay)}
        </text>
      </svg>
    </figure>
  );
}
