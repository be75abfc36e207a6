// Today: write down what happened, answer what waits, tick habits, see the day.

import { useAnswer, useSyncStatus } from '#client/app/useLife.ts';
import { useNow } from '#client/app/useNow.ts';
import type { EntryView } from '#client/cache/views.ts';
import { CaptureBox } from '#client/capture/CaptureBox.tsx';
import { amountWords } from '#client/ui/say/amount.ts';
import { clock, dayTitle, greeting } from '#client/ui/say/time.ts';
import { WorldCard } from '#client/worldscreen/WorldCard.tsx';
import { Day } from './Day.tsx';
import { DeviceNotices } from './DeviceNotices.tsx';
import { FirstSteps, FirstWords } from './FirstDay.tsx';
import { HabitsNow } from './HabitsNow.tsx';
import { OfflineNotice } from './OfflineNotice.tsx';
import { Waiting } from './Waiting.tsx';
import './today.css';

export function TodayScreen() {
  const { nowMs, zone, today } = useNow();
  const entries = useAnswer('entriesOfDay', { day: today });
  const habits = useAnswer('habits', { today });
  const newest = useAnswer('journal', { query: '', limit: 1 });
  const status = useSyncStatus();
  const isFirstDay = entries?.length === 0 && newest?.length === 0 && habits?.length === 0;
  // One tree for both, so that the line stays the same line: who is typing when the first answers arrive keeps the cursor.
  return (
    <div className={isFirstDay ? 'first-day' : 'cols today'}>
      <div className="stack">
        {isFirstDay ? (
          <FirstWords />
        ) : (
          <header className="head">
            <div>
              <h1>{greeting(nowMs, zone)}</h1>
              <p>
                {[dayTitle(today, today), clock(nowMs, zone), sleepWords(entries ?? [])]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
          </header>
        )}
        <DeviceNotices />
        {status.kind === 'offline' && !isFirstDay ? <OfflineNotice outboxCount={status.outboxCount} /> : null}
        <CaptureBox />
        {isFirstDay ? (
          <FirstSteps />
        ) : (
          <>
            <HabitsNow habits={habits} today={today} />
            <Day entries={entries} nowMs={nowMs} zone={zone} />
          </>
        )}
      </div>
      {isFirstDay ? null : (
        <div className="stack">
          <Waiting />
          <section aria-label="Your world">
            <WorldCard />
          </section>
        </div>
      )}
    </div>
  );
}

function sleepWords(entries: readonly EntryView[]): string {
  const hours = entries.find((entry) => entry.kind === 'sleep' && 'hours' in entry.values)?.values.hours;
  return hours && 'unit' in hours ? `${amountWords(hours.amount, hours.unit)} sleep` : '';
}
