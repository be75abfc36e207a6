import type { EntryView } from '#client/cache/views.ts';
import { EntryRow } from '#client/ui/EntryRow.tsx';
import { dayHeading } from '#client/ui/say/time.ts';

interface DayGroupsProps {
  readonly entries: readonly EntryView[];
  readonly today: string;
  readonly query: string;
  readonly selectedId: string | undefined;
  readonly onOpen: (entry: EntryView) => void;
}

/** Entries under the day they belong to. */
export function DayGroups({ entries, today, query, selectedId, onOpen }: DayGroupsProps) {
  const days = Map.groupBy(entries, (entry) => entry.day);
  return [...days].map(([day, ofDay]) => (
    <section key={day} className="day-group" aria-labelledby={`d-${day}`}>
      <h2 className="day-name" id={`d-${day}`}>
        {dayHeading(day, today)}
      </h2>
      <ul className="rows">
        {ofDay.map((entry) => (
          <EntryRow
            key={entry.entryId}
            entry={entry}
            query={query}
            isSelected={entry.entryId === selectedId}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </section>
  ));
}
