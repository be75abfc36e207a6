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
import { EntryPanel, EntryTag, NoEntry } from './EntryPanel.tsx';
import { SearchList } from './SearchList.tsx';
import './journal.css';

const route = getRouteApi('/journal');

export function JournalScreen() {
  const { q, entry: entryId, day } = route.useSearch();
  const navigate = route.useNavigate();
  const isWide = useIsWide();
  const { today } = useNow();
  const entry = useEntry(entryId);
  const open = (next: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, entry: next }), replace: true });
  const close = () => open(undefined);
  const list = day ? (
    <DayList day={day} today={today} selectedId={entryId} onOpen={(one) => open(one.entryId)} />
  ) : (
    <SearchList query={q ?? ''} today={today} selectedId={entryId} onOpen={(one) => open(one.entryId)} />
  );
  const title = entry ? entryWords(entry).name : entry === null ? 'There is no such entry' : 'Entry';
  const tag = entry ? <EntryTag entry={entry} today={today} /> : undefined;
  const panel = entry ? (
    <EntryPanel key={entry.entryId} entry={entry} onGone={close} />
  ) : entry === null ? (
    <NoEntry />
  ) : null;
  return (
    <>
      <header className="head">
        <div>
          <h1>Journal</h1>
          <p>Searched on this device, also offline</p>
        </div>
      </header>
      <div className={entry !== undefined && isWide ? 'beside' : ''}>
        {list}
        {entry !== undefined && isWide ? (
          <aside className="panel stack" aria-label="Entry">
            <div className="between centred">
              {tag ?? <span />}
              <CloseButton onPress={close} />
            </div>
            <h2>{title}</h2>
            {panel}
          </aside>
        ) : null}
      </div>
      {isWide ? null : (
        <Drawer title={title} above={tag} isOpen={entry !== undefined} onClose={close}>
          {panel}
        </Drawer>
      )}
    </>
  );
}

// The entry of the address: null when there is none, undefined while nothing is open or it is being looked up.
function useEntry(entryId: string | undefined): EntryView | null | undefined {
  const answer = useAnswer('entry', { entryId: entryId ?? '' });
  return entryId !== undefined && answer?.entryId === entryId ? answer.entry : undefined;
}
