import { Archive, Check } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useAnswer } from '#client/app/useLife.ts';
import type { HabitView } from '#client/cache/views.ts';
import { Button } from '#client/ui/button.tsx';
import { domainStyle, domainTitle } from '#client/ui/say/domain.ts';
import { YearStrip } from '#client/ui/YearStrip.tsx';
import { addDays } from '#core/projection/day.ts';
import { doneBetween, streakWords, strength } from './streak.ts';
import { useArchiveHabit } from './useDefineHabit.ts';
import { useTick } from './useTick.ts';

/** Days that firmness looks back on. */
const lookBack = 28;

export function HabitCard({ habit, today }: { habit: HabitView; today: string }) {
  const definition = useAnswer('kinds', {})?.find((one) => one.kind === habit.kind);
  const archive = useArchiveHabit();
  const tick = useTick();
  const share = Math.round(strength(habit, today, lookBack) * 100);
  const done = doneBetween(habit, addDays(today, 1 - lookBack), today);
  const isDone = habit.todayEntryIds.length > 0;
  const name = `h-${habit.kind}`;
  return (
    <section className="card habit-card" aria-labelledby={name} style={domainStyle(habit.domain)}>
      <div className="top">
        <AriaButton
          className="tick-now"
          aria-pressed={isDone}
          aria-label={`${habit.title}, today`}
          onPress={() => void tick(habit)}
        >
          <Check size={20} aria-hidden />
        </AriaButton>
        <div>
          <h2 id={name}>{habit.title}</h2>
          <p className="sm">
            {domainTitle(habit.domain)} · {rhythmWords(habit)} · {streakWords(habit, today)}
          </p>
        </div>
        <div className="actions">
          <Button look="quiet" small onPress={() => definition && void archive(definition, true)}>
            <Archive size={16} aria-hidden />
            <span>Put away</span>
          </Button>
        </div>
      </div>
      <p className="meter">
        <span className="track" aria-hidden="true">
          <i style={{ width: `${share}%` }} />
        </span>
        {strengthWords(share)}: {done} in the last {lookBack} days
      </p>
      <YearStrip
        today={today}
        label={`${habit.title}, day by day for a year`}
        levels={new Map(habit.doneDays.map((day) => [day, { level: 5, words: 'done' }]))}
        plain
      />
    </section>
  );
}

function rhythmWords({ times, periodDays }: HabitView): string {
  if (periodDays === 1) return times === 1 ? 'every day' : `${times} times a day`;
  return periodDays === 7
    ? `${times} ${times === 1 ? 'day' : 'days'} a week`
    : `${times} in ${periodDays} days`;
}

function strengthWords(share: number): string {
  if (share >= 80) return 'Firm';
  if (share >= 50) return 'Growing';
  return share > 0 ? 'Young' : 'Resting';
}
