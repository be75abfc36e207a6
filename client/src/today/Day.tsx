// The day so far, newest first. What lies ahead stands above the line of now.

import { Link, useNavigate } from '@tanstack/react-router';
import { offerLine, useMomentStore } from '#client/app/moment.ts';
import { useLife } from '#client/app/useLife.ts';
import type { EntryView } from '#client/cache/views.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { EntryRow } from '#client/ui/EntryRow.tsx';
import { counted } from '#client/ui/say/amount.ts';
import { clock } from '#client/ui/say/time.ts';
import { WaitingBars } from '#client/ui/waiting.tsx';

interface DayProps {
  readonly entries: readonly EntryView[] | undefined;
  readonly nowMs: number;
  readonly zone: string;
}

export function Day({ entries, nowMs, zone }: DayProps) {
  return (
    <section className="section" aria-labelledby="h-day">
      <div className="between">
        <h2 id="h-day">Your day</h2>
        <small>
          {entries && entries.length > 0 ? `${counted(entries.length, 'entry', 'entries')} · ` : ''}
          <Link to="/journal">Open the journal</Link>
        </small>
      </div>
      {entries ? <Rows entries={entries} nowMs={nowMs} zone={zone} /> : <WaitingBars />}
    </section>
  );
}

/** How far ahead still counts as now: the screen's clock ticks every half minute, and other devices' clocks differ a little. */
const nowWidthMs = 5 * 60_000;

function Rows({ entries, nowMs, zone }: DayProps & { entries: readonly EntryView[] }) {
  const navigate = useNavigate();
  if (entries.length === 0)
    return <p className="quiet-empty">Nothing written yet today. The line above takes plain words.</p>;
  const isAhead = (entry: EntryView) => entry.occurredMs > nowMs + nowWidthMs;
  const ahead = entries.filter(isAhead);
  const past = entries.filter((entry) => !isAhead(entry));
  const open = (entry: EntryView) => {
    if (entry.state === 'waiting') void navigate({ to: '/approvals', search: { id: entry.eventId } });
    else if (entry.state !== 'refused') void navigate({ to: '/journal', search: { entry: entry.entryId } });
  };
  const row = (entry: EntryView, isAhead: boolean) => (
    <EntryRow key={entry.entryId} entry={entry} onOpen={open} isAhead={isAhead}>
      {entry.state === 'refused' ? <Refused entry={entry} /> : null}
    </EntryRow>
  );
  return (
    <ol className="rows">
      {ahead.map((entry) => row(entry, true))}
      {ahead.length > 0 ? <li className="now">{clock(nowMs, zone)}</li> : null}
      {past.map((entry) => row(entry, false))}
    </ol>
  );
}

// Whose rule, what it says, what was kept, and two ways on.
function Refused({ entry }: { entry: EntryView }) {
  const life = useLife();
  const store = useMomentStore();
  const { reason } = entry;
  const edit = async () => {
    await life.drop(entry.eventId);
    offerLine(store, entry.typed === '' ? `${entry.title} ${entry.note}`.trim() : entry.typed);
    window.scrollTo({ top: 0, behavior: 'auto' });
  };
  return (
    <>
      <span>
        {reason
          ? `${reason.isRule ? 'Your rule ' : ''}${reason.by === '' ? '' : `“${reason.by}” says: `}${reason.text} ${reason.advice}`
          : ''}{' '}
        Kept as a draft.
      </span>
      <LinkButton onPress={() => void edit()}>Edit</LinkButton>
      <LinkButton onPress={() => void life.drop(entry.eventId)}>Drop</LinkButton>
    </>
  );
}
