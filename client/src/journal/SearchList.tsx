import { getRouteApi } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import type { EntryView } from '#client/cache/views.ts';
import { Button, RoundButton } from '#client/ui/button.tsx';
import { counted } from '#client/ui/say/amount.ts';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { DayGroups } from './DayGroups.tsx';

const route = getRouteApi('/journal');
const pageSize = 60;

interface SearchListProps {
  readonly query: string;
  readonly today: string;
  readonly selectedId: string | undefined;
  readonly onOpen: (entry: EntryView) => void;
}

/** The search line and what it finds. */
export function SearchList({ query, today, selectedId, onOpen }: SearchListProps) {
  const navigate = route.useNavigate();
  const [words, setWords] = useState(query);
  const [limit, setLimit] = useState(pageSize);
  const entries = useAnswer('journal', { query: words.trim(), limit: limit + 1 });
  // The address follows the words, so that a search can be kept and comes back with the browser's back button.
  useEffect(() => {
    if (words.trim() === query) return;
    const timer = setTimeout(
      () =>
        void navigate({ search: (before) => ({ ...before, q: words.trim() || undefined }), replace: true }),
      250,
    );
    return () => clearTimeout(timer);
  }, [words, query, navigate]);

  const shown = entries?.slice(0, limit);
  return (
    <div className="stack">
      <search className="find">
        <Search size={20} aria-hidden />
        <input
          type="search"
          aria-label="Search your journal"
          placeholder="Search your journal"
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setLimit(pageSize);
          }}
        />
        {words === '' ? null : (
          <RoundButton label="Clear the search" onPress={() => setWords('')}>
            <X size={20} aria-hidden />
          </RoundButton>
        )}
      </search>
      <p className="sm" role="status">
        {foundWords(entries, words.trim(), limit)}
      </p>
      {shown ? (
        <DayGroups entries={shown} today={today} query={words} selectedId={selectedId} onOpen={onOpen} />
      ) : (
        <WaitingBars />
      )}
      {entries && entries.length > limit ? (
        <div className="more">
          <Button onPress={() => setLimit(limit + pageSize)}>Show earlier entries</Button>
        </div>
      ) : null}
    </div>
  );
}

function foundWords(entries: readonly EntryView[] | undefined, words: string, limit: number): string {
  if (!entries) return 'Looking…';
  if (words === '') return entries.length === 0 ? 'Nothing is written down yet.' : '';
  if (entries.length === 0) return `Nothing with “${words}”. Fewer or shorter words find more.`;
  return entries.length > limit
    ? `More than ${limit} entries with “${words}”`
    : `${counted(entries.length, 'entry', 'entries')} with “${words}”`;
}
