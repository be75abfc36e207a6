import { useAnswer } from '#client/app/useLife.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { useArchiveHabit } from './useDefineHabit.ts';

/** Habits that were put away, ready to come back. */
export function PutAway() {
  const away = useAnswer('kinds', {})?.filter((kind) => kind.habit && kind.archived) ?? [];
  const archive = useArchiveHabit();
  if (away.length === 0) return null;
  return (
    <section className="section" aria-labelledby="h-away" style={{ marginBlockStart: 'var(--s6)' }}>
      <div className="between">
        <h2 id="h-away">Put away</h2>
        <small>Their history is kept.</small>
      </div>
      <ul className="rows plain-rows">
        {away.map((kind) => (
          <li key={kind.kind}>
            <span>{kind.title}</span>
            <LinkButton onPress={() => void archive(kind, false)}>Bring back</LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
