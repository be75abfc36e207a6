// The life engine: the gate, the log, and what is read from it.

export { documentRoutes } from './document.routes.ts';
export { entryRoutes } from './entry.routes.ts';
export type { Gate } from './gate.ts';
export { intentRoutes } from './intent.routes.ts';
export { logRoutes } from './log.routes.ts';
export { createPostgresLog, type Reaction } from './logstore.sql.ts';
export { fromStored } from './projection.sql.ts';
export { propose } from './propose.ts';
export { readAll, readRow, readRows } from './read.ts';
export { rebuildAll, rebuildProjections } from './rebuild.ts';
export { createRuleShelf } from './rules.ts';
export { seedLife } from './seed.ts';
export { openWakeUps } from './wake.ts';
