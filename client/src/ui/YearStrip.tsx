// A year as squares, a column for each week. Colour shows the level; the words of each day are its title.

import { useEffect, useRef } from 'react';
import { addDays } from '#core/projection/day.ts';
import { monthName, shortDay } from './say/time.ts';
import './yearstrip.css';

export interface YearLevel {
  /** 0 low to 5 high. */
  readonly level: 0 | 1 | 2 | 3 | 4 | 5;
  readonly words: string;
}

interface YearStripProps {
  readonly today: string;
  readonly label: string;
  readonly levels: ReadonlyMap<string, YearLevel>;
  /** One colour, that of the domain: done or not. */
  readonly plain?: boolean;
}

const [cell, gap, left, top, days] = [16, 3, 32, 20, 365];
const step = cell + gap;

export function YearStrip({ today, label, levels, plain }: YearStripProps) {
  const frame = useRef<HTMLElement>(null);
  // On a small screen the year is wider than the card: the newest weeks are shown first.
  useEffect(() => {
    frame.current?.scrollTo({ left: frame.current.scrollWidth });
  }, []);
  const first = addDays(today, 1 - days);
  const offset = weekday(first);
  const squares = Array.from({ length: days }, (_, i) => {
    const place = i + offset;
    return { day: addDays(first, i), x: left + Math.floor(place / 7) * step, y: top + (place % 7) * step };
  });
  const width = left + Math.ceil((days + offset) / 7) * step - gap + 2;
  const months = squares.filter(
    ({ day, y }, i) => y === top && squares[i - 7] && day.slice(0, 7) !== squares[i - 7]?.day.slice(0, 7),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable with the keyboard.
    <figure ref={frame} className={`year${plain ? ' plain' : ''}`} tabIndex={0} aria-label={label}>
      <svg
        viewBox={`0 0 ${width} ${top + 7 * step - gap}`}
        role="img"
        aria-label={`${label}: ${levels.size} days with something noted`}
      >
        {months.map(({ day, x }) => (
          <text key={day} x={x} y="12">
            {monthName(day)}
          </text>
        ))}
        {[0, 3, 6].map((row) => (
          <text key={row} x="0" y={top + row * step + 13}>
            {weekdayName(row)}
          </text>
        ))}
        {squares.map(({ day, x, y }) => {
          const known = levels.get(day);
          return (
            <rect
              key={day}
              x={x}
              y={y}
              width={cell}
              height={cell}
              rx="4"
              className={`${known ? `l${known.level}` : 'none'}${day === today ? ' today' : ''}`}
            >
              <title>{`${shortDay(day, today)}: ${known?.words ?? 'nothing noted'}`}</title>
            </rect>
          );
        })}
      </svg>
    </figure>
  );
}

// Monday is 0.
function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function weekdayName(row: number): string {
  return new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + row),
  ); // a Monday
}
