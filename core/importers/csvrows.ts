// CSV as RFC 4180 has it, read piece by piece: quotes, doubled quotes, line breaks within quotes, CRLF. The delimiter is found
// out from the first line.

/** Characters in one row. A row longer than this is not a row of a table but a quote that was never closed. */
export const rowCharsMax = 1_000_000;

/** Rows of cells, with the number of the line on which each begins, from 1. An overlong row is given as no cells. */
export async function* csvRows(
  text: AsyncIterable<string>,
): AsyncIterable<{ line: number; cells: string[] }> {
  const reader = createReader();
  for await (const piece of text) yield* reader.take(piece);
  yield* reader.end();
}

function createReader() {
  let delimiter = '';
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let wasQuote = false; // the last sign was a quote within quotes: it ends them, or is the first of two
  let wasReturn = false;
  let chars = 0;
  let line = 1;
  let rowLine = 1;
  let head = '';

  const endCell = () => {
    cells.push(cell);
    cell = '';
    wasQuote = false;
    isQuoted = false;
  };
  function* endRow() {
    endCell();
    const isBlank = cells.length === 1 && cells[0] === '';
    if (!isBlank) yield { line: rowLine, cells: chars > rowCharsMax ? [] : cells };
    cells = [];
    chars = 0;
    rowLine = line;
  }
  function* takeSigns(piece: string) {
    for (const sign of piece) {
      if (sign === '\n') line++;
      if (wasReturn && sign === '\n') {
        wasReturn = false;
        rowLine = line;
        continue;
      }
      wasReturn = false;
      chars++;
      if (isQuoted && !wasQuote) {
        if (sign === '"') wasQuote = true;
        else if (chars <= rowCharsMax) cell += sign;
      } else if (sign === '"' && (cell === '' || wasQuote)) {
        if (wasQuote && isQuoted) cell += '"';
        isQuoted = true;
        wasQuote = false;
      } else if (sign === delimiter) endCell();
      else if (sign === '\n' || sign === '\r') {
        wasReturn = sign === '\r';
        yield* endRow();
      } else if (chars <= rowCharsMax) {
        cell += sign;
        wasQuote = false;
        isQuoted = false;
      }
    }
  }
  return {
    *take(piece: string) {
      if (delimiter !== '') return yield* takeSigns(piece);
      // The first line is kept back until it is whole, to see what stands between its names.
      head += piece;
      if (!/[\r\n]/.test(head) && head.length < rowCharsMax) return;
      delimiter = delimiterOf(head);
      yield* takeSigns(head);
    },
    *end() {
      if (delimiter === '') {
        delimiter = delimiterOf(head);
        yield* takeSigns(head);
      }
      if (cell !== '' || cells.length > 0) yield* endRow();
    },
  };
}

function delimiterOf(text: string): string {
  const first = text.split(/[\r\n]/, 1)[0] ?? '';
  const count = (sign: string) => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}
