// Two texts line by line: what stays, what goes, what comes. Pure.
//
// The longest common run of lines is kept (the classic table of lengths, filled from the end). Documents are short: 64 KiB is
// about two thousand lines, and lines that begin or end both texts alike are set aside before the table is made.

export interface DiffLine {
  readonly state: 'same' | 'was' | 'will';
  readonly text: string;
}

/** Cells of the table beyond which lines are no longer matched one by one: about 4 million, 16 MB. */
const cellsMax = 4_000_000;

export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ state: 'same', text }));
  return [
    ...same(a.slice(0, head)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ];
}

/** The changed lines with a few around them; a gap says how many lines are left out. */
export function closeUp(lines: readonly DiffLine[], around = 2): (DiffLine | { readonly leftOut: number })[] {
  const isNear = lines.map((_, i) =>
    lines.slice(Math.max(0, i - around), i + around + 1).some((line) => line.state !== 'same'),
  );
  const shown: (DiffLine | { leftOut: number })[] = [];
  lines.forEach((line, i) => {
    const last = shown.at(-1);
    if (isNear[i]) shown.push(line);
    else if (last && 'leftOut' in last) last.leftOut++;
    else shown.push({ leftOut: 1 });
  });
  return shown;
}

function middle(a: readonly string[], b: readonly string[]): DiffLine[] {
  const was = (text: string): DiffLine => ({ state: 'was', text });
  const will = (text: string): DiffLine => ({ state: 'will', text });
  const width = b.length + 1;
  if ((a.length + 1) * width > cellsMax) return [...a.map(was), ...b.map(will)];
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      lines.push({ state: 'same', text: left });
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(was(left));
      i++;
    } else if (right !== undefined) {
      lines.push(will(right));
      j++;
    }
  }
  return lines;
}

// A last line break ends a line, it does not begin one.
function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
