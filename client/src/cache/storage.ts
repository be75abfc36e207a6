// Where this browser keeps a life: in real files (OPFS), or in its database (IndexedDB) where it has no files, as in some private
// windows. It is chosen once and remembered: a life that is opened in the other place would look empty, and what is written
// there would lie beside the real one.

import type { Remembered } from '../session/remembered.ts';
import type { Database } from './database.ts';

export type StorageKind = Database['storage'];

/** The place of this user's life. `hasFiles` is asked for a life that is new here only. */
export async function storageOf(
  userId: string,
  { remembered, hasFiles }: { remembered: Remembered; hasFiles: () => Promise<boolean> },
): Promise<StorageKind> {
  const name = `storage:${userId}`;
  const kept = await remembered.get<StorageKind>(name);
  if (kept) return kept;
  const chosen = (await hasFiles()) ? 'opfs' : 'indexeddb';
  await remembered.put(name, chosen);
  return chosen;
}

/** Whether this browser has files that a worker may write without waiting. */
export async function browserHasFiles(): Promise<boolean> {
  if (!('createSyncAccessHandle' in (globalThis.FileSystemFileHandle?.prototype ?? {}))) return false;
  if (!navigator.storage?.getDirectory) return false;
  return navigator.storage.getDirectory().then(
    () => true,
    () => false, // some private windows have the words for it and no place
  );
}
