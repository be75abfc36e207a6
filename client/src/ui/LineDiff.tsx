import { closeUp, diffLines } from './difflines.ts';
import { counted } from './say/amount.ts';
import './linediff.css';

/** Before and after, line by line; said as well as coloured. */
export function LineDiff({ before, after, label }: { before: string; after: string; label: string }) {
  const lines = closeUp(diffLines(before, after));
  if (lines.every((line) => 'leftOut' in line)) return <p className="sm">Both are the same.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable with the keyboard.
    <section className="linediff" aria-label={label} tabIndex={0}>
      {lines.map((line, i) =>
        'leftOut' in line ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place.
          <div key={i} className="left-out">
            <span aria-hidden>⋯</span>
            <span>{counted(line.leftOut, 'line')} as before</span>
          </div>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place.
          <div key={i} className={line.state}>
            <span aria-hidden>{signs[line.state]}</span>
            <Line state={line.state} text={line.text} />
          </div>
        ),
      )}
    </section>
  );
}

const signs = { same: ' ', was: '−', will: '+' };

function Line({ state, text }: { state: 'same' | 'was' | 'will'; text: string }) {
  const words = text === '' ? '\u00a0' : text;
  if (state === 'was') return <del>{words}</del>;
  return state === 'will' ? <ins>{words}</ins> : <span style={{ color: 'inherit' }}>{words}</span>;
}
