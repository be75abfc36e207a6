// Everything that was written down, newest first; found while one types. One entry opens beside the list, or over it.

import { getRouteApi } from '@tanstack/react-router';
import { useAnswer } from '#client/app/useLife.ts';
import { useNow } from '#client/app/useNow.ts';
import type { EntryView } from '#client/cache/views.ts';
import { CloseButton } from '#client/ui/button.tsx';
import { Drawer } from '#client/ui/dialog.tsx';
import { entryWords } from '#client/ui/say/entry.ts';
import { useIsWide } from '#client/ui/useIsWide.ts';
import { DayList } from './DayList.tsx';
import { EntryPanel, EntryTag } from './EntryPanel.tsx';
import { SearchList } from './SearchList.tsx';
import './journal.css';

const route = getRouteApi('/journal');

export function JournalScreen() {
  const { q, entry: entryId, day } = route.useSearch();
  const navigate = route.useNavigate();
  const isWide = useIsWide();
  const { today } = useNow();
  const entry = useEntry(entryId ?? '', q ?? '', day ?? today);
  const open = (next: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, entry: next }), replace: true });
  const list = day ? (
    <DayList day={day} today={today} selectedId={entryId} onOpen={(one) => open(one.entryId)} />
  ) : (
    <SearchList query={q ?? ''} today={today} selectedId={entryId} onOpen={(one) => open(one.entryId)} />
  );
  return (
    <>
      <header className="head">
        <div>
          <h1>Journal</h1>
          <p>Searched on this device, also offline</p>
        </div>
      </header>
      <div className={entry && isWide ? 'beside' : ''}>
        {list}
        {entry && isWide ? (
          <aside className="panel stack" aria-label="Entry">
            <div className="between centred">
              <EntryTag entry={entry} today={today} />
              <CloseButton onPress={() => open(undefined)} />
            </div>
            <h2>{entryWords(entry).name}</h2>
            <EntryPanel key={entry.entryId} entry={entry} onGone={() => open(undefined)} />
          </aside>
        ) : null}
      </div>
      {isWide ? null : (
        <Drawer
          title={entry ? entryWords(entry).name : 'Entry'}
          above={entry ? <EntryTag entry={entry} today={today} /> : undefined}
          isOpen={entry !== undefined}
          onClose={() => open(undefined)}
        >
          {entry ? <EntryPanel key={entry.entryId} entry={entry} onGone={() => open(undefined)} /> : null}
        </Drawer>
      )}
    </>
  );
}

/** Entries that are looked through for one that was opened by its address. */
const nearMax = 500;

function useEntry(entryId: string, query: string, day: string): EntryView | undefined {
  const ofDay = useAnswer('entriesOfDay', { day });
  const found = useAnswer('journal', { query, limit: entryId === '' ? 1 : nearMax });
  return entryId === ''
    ? undefined
    : [...(ofDay ?? []), ...(found ?? [])].find((one) => one.entryId === entryId);
}
