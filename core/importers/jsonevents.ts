// Cuts the events out of an ActivityWatch export without holding the whole: a scanner that knows strings and depth.
//
// depth 1: the file · 2: all buckets · 3: one bucket, whose texts (id, type) are kept · 4: its events array · 5: one event

/** Characters of one event. A window's title is long; a file without end must not fill the memory. */
const eventCharsMax = 1_000_000;
const eventDepth = 5;
const bucketDepth = 3;

/** Events as JSON text, each with the texts of its bucket that stood before them. */
export async function* jsonEvents(
  pieces: AsyncIterable<string>,
): AsyncIterable<{ bucket: Readonly<Record<string, string>>; text: string }> {
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let word = '';
  let key = '';
  let bucket: Record<string, string> = {};
  let event: string | undefined;
  for await (const piece of pieces) {
    for (const sign of piece) {
      if (event !== undefined && event.length < eventCharsMax) event += sign;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (sign === '\\') isEscaped = true;
        else if (sign === '"') inString = false;
        if (inString && depth === bucketDepth && word.length < 1000) word += sign;
        if (!inString && depth === bucketDepth) {
          if (key === '') key = word;
          else bucket[key] = word;
        }
      } else if (sign === '"') {
        inString = true;
        word = '';
      } else if (sign === '{' || sign === '[') {
        depth++;
        if (depth === bucketDepth) bucket = {};
        if (depth === eventDepth && key === 'events' && sign === '{') event = '{';
        if (depth === bucketDepth) key = '';
      } else if (sign === '}' || sign === ']') {
        if (depth === eventDepth && event !== undefined) {
          yield { bucket, text: event };
          event = undefined;
        }
        depth--;
      } else if (sign === ',' && depth === bucketDepth) key = '';
    }
  }
}
