// What makes a commit that the person has seen survive a crash of the machine.
//
// A transaction is over when its journal is deleted. A browser's file is "deleted" by cutting it off, and whether that has reached the
// disk is left to chance: after a power cut, a commit that was seen could be taken back by its own journal. SQLite asks for more only
// when it is told to be extra sure, and then the file system under it has to listen. See torn.test.ts.

import * as SQLite from '@journeyapps/wa-sqlite';

/** How SQLite writes a life; what was read lately stays at hand, up to 16 MB. */
export const diskSettings =
  'PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY';

/** How it does in a browser's files. */
export const fileSettings = `${diskSettings}; PRAGMA synchronous = EXTRA`;

/** The part of a file system that deletes: files that it keeps open, by path. */
export interface DeleteCalls {
  readonly persistentFiles: {
    get(path: string): { readonly accessHandle: { flush(): void } | null } | undefined;
  };
  lastError: unknown;
  jDelete(name: string, syncDir: number): number;
}

/** Makes a file system bring a deletion to the disk when SQLite asks for it. */
export function syncDeletes(files: DeleteCalls): void {
  const { jDelete } = files;
  files.jDelete = (name, syncDir) => {
    const failed = jDelete.call(files, name, syncDir);
    if (failed || !syncDir) return failed;
    try {
      files.persistentFiles.get(new URL(name, 'file://').pathname)?.accessHandle?.flush();
      return SQLite.SQLITE_OK;
    } catch (error) {
      files.lastError = error;
      return SQLite.SQLITE_IOERR_DELETE;
    }
  };
}
