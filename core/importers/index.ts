// Importers, and how a file finds its own. One file each; to add one, see CONTRIBUTING.md.

import { activityWatchImporter } from './activitywatch.ts';
import { csvImporter } from './csv.ts';
import { type Importer, ImportRefused } from './importer.ts';
import { loopImporter } from './loop.ts';

export { type ColumnMapping, ImportRefused, type ImportSource, type SqliteReader } from './importer.ts';
export { type ImportReport, runImport } from './run.ts';

/** In the order in which they are asked: those that look at content before those that look at names. */
export const importers: readonly Importer[] = [loopImporter, activityWatchImporter, csvImporter];

/** Bytes of a file that are looked at to recognise it. */
export const headBytes = 4096;

/** The importer of a file, by its first bytes and its name. */
export function importerOf(head: Uint8Array, fileName: string): Importer {
  const found = importers.find((importer) => importer.recognises(head, fileName));
  if (found) return found;
  const known = importers.map(({ title }) => title).join(', ');
  throw new ImportRefused(`"${fileName}" is of no kind that LifeOS knows.`, `It takes files of: ${known}.`);
}
