// Whose log it is: the author of what this person did themselves.
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import type { Connection } from './connection.ts';

/** The user's id. Every log begins with what LifeOS did on behalf of its owner. */
export async function userOf({ use }: Connection): Promise<string> {
  const { events } = await use(LogService).read({ limit: 1 });
  const actor = events[0]?.actor;
  return actor?.onBehalfOf || (actor?.kind.case === 'user' ? actor.kind.value : '');
}
