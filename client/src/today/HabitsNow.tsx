import { useState } from 'react';
import type { HabitView } from '#client/cache/views.ts';
import { AddHabit } from '#client/habits/AddHabit.tsx';
import { HabitChip } from '#client/habits/HabitChip.tsx';
import { useTick } from '#client/habits/useTick.ts';
import { LinkButton } from '#client/ui/button.tsx';
import '#client/habits/habits.css';

/** Today's habits: one tap each. */
export function HabitsNow({ habits, today }: { habits: readonly HabitView[] | undefined; today: string }) {
  const [isAdding, setAdding] = useState(false);
  const tick = useTick();
  const done = habits?.filter((habit) => habit.todayEntryIds.length > 0).length ?? 0;
  return (
    <section className="section habits-now" aria-labelledby="h-habits">
      <div className="between">
        <h2 id="h-habits">Habits</h2>
        <small>
          {habits && habits.length > 0 ? `${doneWords(done, habits.length)} ` : ''}
          <LinkButton onPress={() => setAdding(true)}>Add a habit</LinkButton>
        </small>
      </div>
      <ul className="habits">
        {habits?.map((habit) => (
          <li key={habit.kind}>
            <HabitChip habit={habit} today={today} onTick={(one) => void tick(one)} />
          </li>
        ))}
      </ul>
      {habits?.length === 0 ? (
        <p className="quiet-empty">One small thing you want to keep doing is a good beginning.</p>
      ) : null}
      <AddHabit isOpen={isAdding} onClose={() => setAdding(false)} />
    </section>
  );
}

function doneWords(done: number, all: number): string {
  if (done === all) return all === 1 ? 'Done for today.' : `All ${all} done.`;
  if (done === 0) return `${all} for today, one at a time.`;
  return `${done} of ${all} done. ${all - done === 1 ? 'The last one can wait until tonight.' : 'The rest can wait.'}`;
}
