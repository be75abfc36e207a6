// All habits closely: how firm each is, and its year.

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import { useNow } from '#client/app/useNow.ts';
import { Button } from '#client/ui/button.tsx';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { AddHabit } from './AddHabit.tsx';
import { HabitCard } from './HabitCard.tsx';
import { PutAway } from './PutAway.tsx';
import './habits.css';

export function HabitsScreen() {
  const { today } = useNow();
  const habits = useAnswer('habits', { today });
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <header className="head">
        <div>
          <h1>Habits</h1>
          <p>What you want to keep doing. A day off is a day off, not a failure.</p>
        </div>
        <Button look="main" onPress={() => setAdding(true)}>
          <Plus size={20} aria-hidden />
          Add a habit
        </Button>
      </header>
      {habits ? null : <WaitingBars />}
      {habits?.length === 0 ? (
        <p className="quiet-empty">
          No habits yet. One small thing is a good beginning: something you can do in two minutes, on a bad
          day too.
        </p>
      ) : null}
      <div className="habit-cards">
        {habits?.map((habit) => (
          <HabitCard key={habit.kind} habit={habit} today={today} />
        ))}
      </div>
      <PutAway />
      <AddHabit isOpen={isAdding} onClose={() => setAdding(false)} />
    </>
  );
}
