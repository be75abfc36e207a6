// What a part of the answers is: a function for each of some queries.

import type { Sql } from '../database.ts';
import type { Queries, QueryName } from '../views.ts';

export type Answers<Name extends QueryName> = {
  readonly [Q in Name]: (sql: Sql, args: Queries[Q]['args']) => Promise<Queries[Q]['answer']>;
};
