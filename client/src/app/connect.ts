// Joins the page to its gateway: the only place of the client that constructs what talks to the outside.

import { openWorkerLife, type WorkerLife } from '../cache/life.ts';
import { createSession } from '../session/session.ts';
import type { Life } from './life.ts';
import type { Session } from './session.ts';

export function connect(): { session: Session; openLife(userId: string): Life } {
  const baseUrl = location.origin;
  const session = createSession(baseUrl);
  const lives = new Map<string, WorkerLife>();
  return {
    session,
    // One worker for each user of this page: React may ask twice for the same one.
    openLife(userId) {
      const life = lives.get(userId) ?? openWorkerLife({ userId, deviceId: session.deviceId, baseUrl });
      lives.set(userId, life);
      return life;
    },
  };
}
