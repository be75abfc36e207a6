import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useAnswer } from '#client/app/useLife.ts';
import type { EntryView } from '#client/cache/views.ts';
import { dayTitle } from '#client/ui/say/time.ts';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { addDays } from '#core/projection/day.ts';
import { DayGroups } from './DayGroups.tsx';

interface DayListProps {
  readonly day: string;
  readonly today: string;
  readonly selectedId: string | undefined;
  readonly onOpen: (entry: EntryView) => void;
}

/** One day of the journal, with its neighbours a step away. */
export function DayList({ day, today, selectedId, onOpen }: DayListProps) {
  const entries = useAnswer('entriesOfDay', { day });
  return (
    <div className="stack">
      <nav className="pager" aria-label="Days">
        <Link className="round" to="/journal" search={{ day: addDays(day, -1) }} aria-label="The day before">
          <ChevronLeft size={20} aria-hidden />
        </Link>
        <b>{dayTitle(day, today)}</b>
        {day < today ? (
          <Link className="round" to="/journal" search={{ day: addDays(day, 1) }} aria-label="The day after">
            <ChevronRight size={20} aria-hidden />
          </Link>
        ) : null}
        <Link className="btn quiet push" to="/journal">
          All days
        </Link>
      </nav>
      {entries ? null : <WaitingBars />}
      {entries?.length === 0 ? <p className="quiet-empty">Nothing is written down for this day.</p> : null}
      {entries && entries.length > 0 ? (
        <DayGroups entries={entries} today={today} query="" selectedId={selectedId} onOpen={onOpen} />
      ) : null}
    </div>
  );
}
