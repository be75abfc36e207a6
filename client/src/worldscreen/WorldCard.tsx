// The world as a small picture: the same islands, drawn flat. It costs nothing to show, so it is always there.

import { Link } from '@tanstack/react-router';
import { useAnswer } from '#client/app/useLife.ts';
import { useNow } from '#client/app/useNow.ts';
import { strength } from '#client/habits/streak.ts';
import { counted } from '#client/ui/say/amount.ts';
import { domainName } from '#client/ui/say/domain.ts';
import { Archipelago } from './Archipelago.tsx';
import './worldscreen.css';

export function WorldCard() {
  const { today } = useNow();
  const habits = useAnswer('habits', { today }) ?? [];
  const metrics = useAnswer('metrics', {}) ?? [];
  const entries = useAnswer('entriesOfDay', { day: today }) ?? [];
  const waiting = useAnswer('approvals', {})?.filter((one) => one.state === 'open') ?? [];
  const domains = new Set([...habits, ...metrics, ...entries].map((one) => domainName(one.domain)));
  const islands = [...domains]
    .filter((domain) => domain !== 'home')
    .map((domain) => ({
      domain,
      strength: mean(
        habits.filter((one) => domainName(one.domain) === domain).map((one) => strength(one, today)),
      ),
      waits: waiting.some((one) => one.held !== null && domainName(one.held.domain) === domain),
    }));
  const homeWaits = waiting.some((one) => one.held === null || domainName(one.held.domain) === 'home');
  const words = `${counted(islands.length + 1, 'island')}, ${counted(entries.length, 'lantern')} lit today${waiting.length > 0 ? `, ${counted(waiting.length, 'red beacon')}` : ''}`;
  return (
    <Link className="world-card" to="/world" aria-label={`Your world: ${words}. Step inside.`}>
      <Archipelago islands={islands} lanternCount={entries.length} homeWaits={homeWaits} />
      <span className="cap" aria-hidden>
        <span>Your world</span>
        <span>Step inside</span>
      </span>
    </Link>
  );
}

// An island without habits is half green: nothing is known against it.
function mean(values: readonly number[]): number {
  return values.length === 0 ? 0.5 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
