import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { HabitView } from '#client/cache/views.ts';
import { AddHabit } from '#client/habits/AddHabit.tsx';
import { HabitChip } from '#client/habits/HabitChip.tsx';
import { useTick } from '#client/habits/useTick.ts';
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
        <small>{habits && habits.length > 0 ? doneWords(done, habits.length) : ''}</small>
      </div>
      <ul className="habits">
        {habits?.map((habit) => (
          <li key={habit.kind}>
            <HabitChip habit={habit} today={today} onTick={(one) => void tick(one)} />
          </li>
        ))}
        <li>
          <Button className="habit add" onPress={() => setAdding(true)}>
            <Plus size={20} aria-hidden />
            Add a habit
          </Button>
        </li>
      </ul>
      <AddHabit isOpen={isAdding} onClose={() => setAdding(false)} />
    </section>
  );
}

function doneWords(done: number, all: number): string {
  if (done === all) return all === 1 ? 'Done for today.' : `All ${all} done.`;
  if (done === 0) return `${all} for today, one at a time.`;
  return `${done} of ${all} done. ${all - done === 1 ? 'The last one can wait until tonight.' : 'The rest can wait.'}`;
}
