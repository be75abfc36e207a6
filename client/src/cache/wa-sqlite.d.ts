// The package declares its main module only.

declare module '@journeyapps/wa-sqlite/dist/wa-sqlite.mjs' {
  const create: (options: { locateFile?: () => string; wasmBinary?: Uint8Array }) => Promise<object>;
  export default create;
}
declare module '@journeyapps/wa-sqlite/dist/wa-sqlite-async.mjs' {
  const create: (options: { locateFile: () => string }) => Promise<object>;
  export default create;
}
declare module '@journeyapps/wa-sqlite/src/examples/OPFSCoopSyncVFS.js' {
  export const OPFSCoopSyncVFS: {
    create(
      name: string,
      module: object,
    ): Promise<SQLiteVFS & import('./gather.ts').FileCalls & import('./durable.ts').DeleteCalls>;
  };
}
declare module '@journeyapps/wa-sqlite/src/FacadeVFS.js' {
  import { Base } from '@journeyapps/wa-sqlite/src/VFS.js';
  export class FacadeVFS extends Base {}
}

// TypeScript knows this of workers only, and checks pages and workers as one program.
interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<object>;
}
