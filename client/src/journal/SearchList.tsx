import { getRouteApi } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EntryView } from '#client/cache/views.ts';
import { Button, RoundButton } from '#client/ui/button.tsx';
import { counted } from '#client/ui/say/amount.ts';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { DayGroups } from './DayGroups.tsx';
import { type Count, usePages } from './usePages.ts';

const route = getRouteApi('/journal');

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
  const { entries, count, pages } = usePages(words.trim());
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

  return (
    <div className="stack">
      <search className="find">
        <Search size={20} aria-hidden />
        <input
          type="search"
          aria-label="Search your journal"
          placeholder="Search your journal"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {words === '' ? null : (
          <RoundButton label="Clear the search" onPress={() => setWords('')}>
            <X size={20} aria-hidden />
          </RoundButton>
        )}
      </search>
      <p className="sm" role="status">
        {foundWords(count, words.trim())}
      </p>
      {pages.later ? (
        <div className="more">
          <Button onPress={pages.later}>Show later entries</Button>
        </div>
      ) : null}
      {entries ? (
        <DayGroups entries={entries} today={today} query={words} selectedId={selectedId} onOpen={onOpen} />
      ) : (
        <WaitingBars />
      )}
      {pages.earlier ? (
        <div className="more">
          <Button onPress={pages.earlier}>Show earlier entries</Button>
        </div>
      ) : null}
    </div>
  );
}

function foundWords(count: Count | undefined, words: string): string {
  if (!count) return 'Looking…';
  const { seen, isAll } = count;
  if (words === '') return seen === 0 ? 'Nothing is written down yet.' : '';
  if (seen === 0) return `Nothing with “${words}”. Fewer or shorter words find more.`;
  return isAll
    ? `${counted(seen, 'entry', 'entries')} with “${words}”`
    : `More than ${seen} entries with “${words}”`;
}
