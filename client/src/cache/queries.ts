// Answers to what screens ask, from projections and outbox. Every answer is made in one read of the database, and reads no more of it
// than it hands over, however long the life is: answers/plans.test.ts looks at the plan of every statement.

import { activityAnswers } from './answers/activity.ts';
import type { Answers } from './answers/answers.ts';
import { approvalAnswers } from './answers/approvals.ts';
import { documentAnswers } from './answers/documents.ts';
import { entryAnswers } from './answers/entries.ts';
import { habitAnswers } from './answers/habits.ts';
import { metricAnswers } from './answers/metrics.ts';
import { versionAnswers } from './answers/versions.ts';
import { readNotices } from './loss.ts';
import type { QueryName } from './views.ts';
import { whyOf } from './why.ts';

export const answers: Answers<QueryName> = {
  ...entryAnswers,
  ...versionAnswers,
  ...habitAnswers,
  ...metricAnswers,
  ...approvalAnswers,
  ...documentAnswers,
  ...activityAnswers,
  why: whyOf,
  notices: readNotices,
};
