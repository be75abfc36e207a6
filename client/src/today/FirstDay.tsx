// The first day: nothing is there yet, and one line shows how it begins. What stands above that line, and below it.

import { Link } from '@tanstack/react-router';
import { offerLine, useMomentStore } from '#client/app/moment.ts';
import { Button } from '#client/ui/button.tsx';
import { Seedling } from './Seedling.tsx';

const starters = ['slept 7 h', 'feeling good', 'coffee', 'walked 20 min'];

export function FirstWords() {
  return (
    <>
      <Seedling />
      <h1>Your first day</h1>
      <p className="muted">
        Write one thing that happened. It is saved on this device the moment you press Enter, with or without
        a connection.
      </p>
    </>
  );
}

export function FirstSteps() {
  const store = useMomentStore();
  return (
    <>
      <div className="starters">
        {starters.map((words) => (
          <Button key={words} onPress={() => offerLine(store, words)}>
            {words[0]?.toUpperCase() + words.slice(1)}
          </Button>
        ))}
      </div>
      <p className="sm">
        Coming from another app?{' '}
        <Link to="/settings" hash="import">
          Bring your history
        </Link>
        . Or begin with <Link to="/habits">a habit</Link>. Patterns appear after about three weeks.
      </p>
    </>
  );
}
