// Makes the demo's log in a worker of its own and gives it out page by page, so that neither making nor keeping it is measured.

import type { Plan } from '../demo/life.ts';
import { storedPages } from './events.ts';
import { answerWith } from './workers.ts';

let pages: Uint8Array[][] = [];

answerWith({
  /** Gives how many events the log has. */
  make(plan: Plan): number {
    pages = [...storedPages(plan)];
    return pages.reduce((sum, page) => sum + page.length, 0);
  },
  /** Takes the newest page out; nothing when there is none left. */
  newest: (): Uint8Array[] | undefined => pages.pop(),
});
