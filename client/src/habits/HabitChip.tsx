import { Check } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { HabitView } from '#client/cache/views.ts';
import { domainStyle } from '#client/ui/say/domain.ts';
import { lastDays, streakWords } from './streak.ts';

interface HabitChipProps {
  readonly habit: HabitView;
  readonly today: string;
  readonly onTick: (habit: HabitView) => void;
}

/** A habit as one button: done today or not, how it goes, and the last seven days. */
export function HabitChip({ habit, today, onTick }: HabitChipProps) {
  return (
    <Button
      className="habit"
      aria-pressed={habit.todayEntryIds.length > 0}
      style={domainStyle(habit.domain)}
      onPress={() => onTick(habit)}
    >
      <span className="name">{habit.title}</span>
      <span className="tick">
        <Check size={16} aria-hidden />
      </span>
      <span className="streak">{streakWords(habit, today)}</span>
      <WeekBar days={lastDays(habit, today, 7)} />
    </Button>
  );
}

function WeekBar({ days }: { days: readonly boolean[] }) {
  return (
    <span className="week" aria-hidden="true">
      {days.map((done, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day of the week is its place.
        <i key={i} className={done ? 'on' : ''} />
      ))}
    </span>
  );
}
