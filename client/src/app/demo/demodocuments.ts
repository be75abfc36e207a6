// Documents, questions and suggestions of the demo.

import type { ApprovalView, DocumentView, EntryView, ProposalView } from '#client/cache/views.ts';
import { addDays } from '#core/projection/day.ts';
import { seededRules } from '#core/rules/seeded/index.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';

const dayMs = 86_400_000;

export function documents(nowMs: number): DocumentView[] {
  const windDown = (dim: string) =>
    `# Wind-down\n\n- ${dim} Dim the lights.\n- 22:00 Screens away.\n- 22:30 In bed.\n\nMeasured by: sleep.hours\n`;
  const base = { restoresVersion: 0, eventId: 'event-1' };
  const version = (given: Partial<DocumentView>): DocumentView => ({
    ...base,
    documentId: '',
    type: DocumentType.RULE,
    title: '',
    version: 1,
    content: '',
    active: true,
    note: '',
    wallMs: nowMs - 90 * dayMs,
    ...given,
  });
  const curfew = seededRules[0]?.source ?? '';
  return [
    version({
      documentId: 'curfew',
      title: 'Coffee curfew',
      version: 2,
      content: curfew.replace('14:00', '15:00'),
      note: 'An hour later.',
      wallMs: nowMs - 3 * dayMs,
    }),
    version({
      documentId: 'curfew',
      title: 'Coffee curfew',
      content: curfew,
      note: 'Asks what it is for when coffee is logged after 14:00.',
    }),
    version({
      documentId: 'sleep-on-it',
      title: 'Sleep on it',
      content: `export default function sleepOnIt({ intent }) {\n  const amount = intent.entry?.values.amount;\n  if (intent.entry?.kind !== 'spent' || Number(amount?.amount) <= 150) return;\n  return { verdict: 'deny', reason: 'wait a day above €150.', advice: 'Write it again tomorrow.' };\n}\n`,
      note: 'Big purchases wait a day.',
    }),
    version({
      documentId: 'wind-down',
      type: DocumentType.PROTOCOL,
      title: 'Wind-down',
      version: 2,
      content: windDown('21:45'),
      active: false,
      note: 'A quiet end of the day.',
    }),
    version({
      documentId: 'wind-down',
      type: DocumentType.PROTOCOL,
      title: 'Wind-down',
      content: windDown('22:15'),
      note: 'First try.',
    }),
    version({
      documentId: 'always',
      type: DocumentType.POLICY,
      title: 'Payments always ask',
      content: 'forbid (principal, action == Action::"pay", resource)\nunless { context.approved };\n',
      note: 'Set when LifeOS began.',
    }),
  ];
}

export function approvals(nowMs: number, held: EntryView | undefined): ApprovalView[] {
  const answered = { askedBy: 'Coffee curfew', options: [], expiresMs: null, held: null, isLocal: false };
  return [
    {
      approvalId: 'approval-1',
      title: 'Coffee after 14:00. What is it for?',
      askedBy: 'Coffee curfew',
      options: ['I am tired', 'With company', 'Habit', 'Just this once'],
      state: 'open',
      askedMs: nowMs - 75 * 60_000,
      expiresMs: nowMs + 2 * dayMs,
      answer: '',
      held: held ?? null,
      isLocal: true,
    },
    {
      ...answered,
      approvalId: 'a2',
      title: 'Coffee after 14:00. What is it for?',
      state: 'approved',
      answer: 'With company',
      askedMs: nowMs - dayMs,
    },
    {
      ...answered,
      approvalId: 'a3',
      title: 'Coffee after 14:00. What is it for?',
      state: 'denied',
      answer: '',
      askedMs: nowMs - 3 * dayMs,
    },
    {
      ...answered,
      approvalId: 'a4',
      title: 'May the tool “weight-trend” read your weight?',
      askedBy: 'Tools ask first',
      state: 'expired',
      answer: '',
      askedMs: nowMs - 9 * dayMs,
    },
  ];
}

export function proposals(nowMs: number, today: string): ProposalView[] {
  const before =
    '# Wind-down\n\n- 21:45 Dim the lights.\n- 22:00 Screens away.\n- 22:30 In bed.\n\nMeasured by: sleep.hours\n';
  return [
    {
      proposalId: 'proposal-1',
      title: 'Since 6 October you sleep about an hour less',
      reason:
        'Going to bed half an hour earlier would bring most of it back. Wind-down begins earlier, the rest stays.',
      state: 'open',
      evidence: {
        metric: 'sleep.hours',
        fromDay: addDays(today, -89),
        toDay: addDays(today, -33),
        changeDay: addDays(today, -46),
        beforeCount: 43,
        afterCount: 14,
        beforeMedian: 7.1,
        afterMedian: 6.05,
        differenceLow: -1.4,
        differenceHigh: -0.7,
        luckProbability: 0.0025,
        unit: 'h',
        doubt: 'You were ill in the second week. It may pass by itself.',
      },
      documentTitle: 'Wind-down',
      basedOnVersion: 2,
      currentContent: before,
      content: before
        .replace('21:45', '21:15')
        .replace('22:00 Screens', '21:30 Screens')
        .replace('22:30', '22:00'),
      madeMs: nowMs - 5 * 3_600_000,
    },
  ];
}
