// A life in memory. It answers like the real one, keeps what is proposed until the page is left, and asks after coffee.

import type { EntryView, HabitView, Queries, QueryName, SyncStatus } from '#client/cache/views.ts';
import { hereZone } from '#client/ui/say/time.ts';
import { localDay } from '#core/projection/day.ts';
import { toMs } from '#core/projection/entry.ts';
import { ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import type { EntryRecorded } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Draft, Life } from '../life.ts';
import { entriesAround, habitDays, kinds, seriesOf } from './demodata.ts';
import { approvals, documents, proposals } from './demodocuments.ts';

type Answers = { [Q in QueryName]: (args: Queries[Q]['args']) => Queries[Q]['answer'] };

const titles: Record<string, string> = {
  'sleep.hours': 'Hours slept',
  'mood.score': 'Mood',
  'weight.mass': 'Weight',
  'run.distance': 'Distance run',
  'coffee.cups': 'Cups of coffee',
  'work.minutes': 'Minutes of work',
};
const units: Record<string, string> = {
  'sleep.hours': 'h',
  'weight.mass': 'kg',
  'run.distance': 'km',
  'work.minutes': 'min',
};

export function demoLife(mode: string): Life {
  const nowMs = Date.now();
  const today = localDay(nowMs, hereZone());
  const isEmpty = mode === 'empty';
  const ticks = isEmpty ? {} : habitDays(today);
  const listeners = new Set<() => void>();
  let entries = isEmpty ? [] : entriesAround(today);
  let paused = mode === 'paused';
  let questions = isEmpty
    ? []
    : approvals(
        nowMs,
        entries.find((one) => one.state === 'waiting'),
      );
  let suggestions = isEmpty ? [] : proposals(nowMs, today);
  let papers = documents(nowMs);
  let defined = [...kinds];

  const metrics = () =>
    isEmpty
      ? []
      : Object.keys(titles).map((metric) => {
          const kind = defined.find((one) => one.kind === metric.split('.')[0]);
          const days = seriesOf(metric, today);
          return {
            metric,
            title: titles[metric] ?? metric,
            kindTitle: kind?.title ?? '',
            domain: kind?.domain ?? 1,
            unit: units[metric] ?? '1',
            fold: 'mean' as const,
            firstDay: days[0]?.day ?? today,
            lastDay: days.at(-1)?.day ?? today,
            dayCount: days.length,
          };
        });

  const answers: Answers = {
    entriesOfDay: ({ day }) =>
      entries.filter((one) => one.day === day).sort((a, b) => b.occurredMs - a.occurredMs),
    entry: ({ entryId }) => ({ entryId, entry: entries.find((one) => one.entryId === entryId) ?? null }),
    notices: () => ({ lost: null, isCopy: false }),
    versions: ({ entryId }) => ({ entryId, versions: [], changes: [] }),
    journal: ({ query, limit, before }) =>
      entries
        .filter((one) => !before || one.occurredMs < before.occurredMs)
        .filter((one) => one.state !== 'refused' && one.state !== 'waiting')
        .filter((one) =>
          query
            .toLowerCase()
            .split(/\s+/)
            .every((word) => `${one.title} ${one.note}`.toLowerCase().includes(word)),
        )
        .sort((a, b) => b.occurredMs - a.occurredMs)
        .slice(0, limit),
    habits: () =>
      isEmpty && defined.length === kinds.length
        ? []
        : defined
            .filter((one) => one.habit && !one.archived && !(isEmpty && kinds.includes(one)))
            .map((one): HabitView => {
              const own = entries
                .filter((entry) => entry.kind === one.kind && entry.day === today)
                .map((entry) => entry.entryId);
              const doneDays = [...(ticks[one.kind] ?? [])];
              const seeded = doneDays.at(-1) === today && own.length === 0 ? [`tick-${one.kind}`] : own;
              if (own.length > 0 && doneDays.at(-1) !== today) doneDays.push(today);
              const target = { times: one.habit?.times ?? 1, periodDays: one.habit?.periodDays ?? 1 };
              return {
                kind: one.kind,
                title: one.title,
                domain: one.domain,
                ...target,
                doneDays,
                todayEntryIds: seeded,
              };
            }),
    kinds: () => defined,
    metrics,
    series: ({ metric, fromDay, toDay }) =>
      seriesOf(metric, today).filter((one) => one.day >= fromDay && one.day <= toDay),
    approvals: () => questions,
    proposals: () => suggestions,
    documents: ({ type }) => {
      const latest = papers.filter(
        (one) => !papers.some((other) => other.documentId === one.documentId && other.version > one.version),
      );
      return latest
        .filter((one) => type === undefined || one.type === type)
        .sort((a, b) => a.title.localeCompare(b.title));
    },
    documentVersions: ({ documentId }) =>
      papers.filter((one) => one.documentId === documentId).sort((a, b) => b.version - a.version),
    why: ({ eventId }) => {
      const entry = entries.find((one) => one.eventId === eventId);
      const asks = entry?.state === 'waiting';
      return [
        {
          eventId: 'w1',
          title: '"Coffee curfew" became version 2',
          actor: 'user',
          wallMs: nowMs - 3 * 86_400_000,
          verdict: 'allow',
          reasons: [],
          consulted: ['You may do everything that is yours'],
        },
        {
          eventId,
          title: `${entry?.title ?? 'This'} was logged`,
          actor: entry?.actor ?? 'user',
          wallMs: entry?.occurredMs ?? nowMs,
          verdict: asks ? 'ask' : 'allow',
          reasons: asks
            ? [{ by: 'Coffee curfew', isRule: true, text: 'Coffee after 14:00. What is it for?', advice: '' }]
            : [],
          consulted: ['Coffee curfew', 'Sleep on it', 'You may do everything that is yours'],
        },
      ];
    },
    toolCalls: () => [],
    imports: () =>
      isEmpty
        ? []
        : [
            {
              importId: 'i1',
              importer: 'daylio',
              fileName: 'daylio_export.csv',
              startedMs: nowMs - 40 * 86_400_000,
              finished: true,
              readCount: 1204,
              takenCount: 1180,
              knownCount: 21,
              skipped: [{ reason: 'The line has no date', count: 3 }],
            },
          ],
    isPaused: () => paused,
  };

  const take = (draft: Draft) => {
    switch (draft.kind) {
      case 'entryRecorded':
        entries = [...entries, viewOf(draft.value)];
        return;
      case 'entryRemoved':
        entries = entries.filter((one) => one.entryId !== draft.value.entryId);
        return;
      case 'entryAmended': {
        const { entryId, note } = draft.value;
        entries = entries.map((one) =>
          one.entryId === entryId && note !== undefined ? { ...one, note } : one,
        );
        return;
      }
      case 'pauseSet':
        paused = draft.value.paused;
        return;
      case 'kindDefined':
        defined = [...defined.filter((one) => one.kind !== draft.value.kind), draft.value];
        return;
      case 'approvalDecided': {
        const { approvalId, state, answer } = draft.value;
        const word = state === ApprovalState.APPROVED ? 'approved' : 'denied';
        questions = questions.map((one) =>
          one.approvalId === approvalId ? { ...one, state: word, answer } : one,
        );
        return;
      }
      case 'proposalDecided': {
        const { proposalId, approved } = draft.value;
        suggestions = suggestions.map((one) =>
          one.proposalId === proposalId ? { ...one, state: approved ? 'approved' : 'denied' } : one,
        );
        return;
      }
      case 'documentVersioned':
        papers = [...papers, { ...draft.value, wallMs: Date.now(), eventId: 'event-1' }];
        return;
    }
  };

  const viewOf = (value: EntryRecorded): EntryView => {
    const kind = defined.find((one) => one.kind === value.kind);
    const occurredMs = toMs(value.occurredAt);
    return {
      entryId: value.entryId,
      eventId: value.entryId,
      kind: value.kind,
      title: kind?.title ?? value.kind,
      domain: kind?.domain ?? 1,
      occurredMs,
      zone: value.zone,
      day: localDay(occurredMs, value.zone),
      spanMs: value.spanMs === undefined ? null : Number(value.spanMs),
      values: Object.fromEntries(
        value.values.map(({ name, kind: held }) => {
          if (held.case === 'quantity') return [name, { amount: held.value.amount, unit: held.value.unit }];
          if (held.case === 'money')
            return [name, { amount: held.value.amount, currency: held.value.currency }];
          return [name, held.case === 'flag' ? { flag: held.value } : { text: String(held.value) }];
        }),
      ),
      note: value.note,
      typed: value.typed,
      tags: [...value.tags],
      actor: 'user',
      state: 'here',
    };
  };

  const status: SyncStatus = {
    kind: mode === 'offline' ? 'offline' : mode === 'trouble' ? 'trouble' : 'synced',
    outboxCount: mode === 'offline' ? 4 : 0,
    refusedCount: isEmpty ? 0 : 1,
    seq: 41208,
    headSeq: 41208,
    pastSeq: 0,
    trouble:
      mode === 'trouble'
        ? 'Your LifeOS answers, but its certificate has lapsed. Renew it on the machine it runs on.'
        : '',
    lastAnswerMs: nowMs - 12_000,
    storage: 'opfs',
  };
  return {
    ask: async (name, args) => answers[name](args),
    async propose(drafts) {
      for (const draft of drafts) take(draft);
      for (const changed of listeners) changed();
      return drafts.map((_, i) => ({ intentId: `intent-${i}`, verdict: 'saved', text: '' }));
    },
    async drop(intentId) {
      entries = entries.filter((one) => one.eventId !== intentId);
      for (const changed of listeners) changed();
    },
    onChange(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    status: { get: () => status, onChange: () => () => undefined },
    dismiss: async () => undefined,
    syncNow: () => undefined,
  };
}
