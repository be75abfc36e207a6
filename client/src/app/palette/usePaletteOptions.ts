// What the palette offers for the words so far.

import type { NavigateOptions } from '@tanstack/react-router';
import {
  BookOpen,
  ChartLine,
  CircleQuestionMark,
  Keyboard,
  type LucideIcon,
  Plus,
  ScrollText,
  Search,
  Undo2,
} from 'lucide-react';
import { useMemo } from 'react';
import { useSaveLine } from '#client/capture/useSaveLine.ts';
import { counted } from '#client/ui/say/amount.ts';
import { entryWords } from '#client/ui/say/entry.ts';
import { shortDay } from '#client/ui/say/time.ts';
import { understand } from '#core/capture/understand.ts';
import { useMomentStore } from '../moment.ts';
import { allScreens } from '../screens.ts';
import { useAnswer } from '../useLife.ts';
import { useNow } from '../useNow.ts';
import { useUndo } from '../usePropose.ts';

export interface PaletteOption {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly aside: string;
  readonly picture: LucideIcon;
  readonly go?: NavigateOptions;
  readonly act?: () => unknown;
}

export interface PaletteGroup {
  readonly name: 'Do' | 'Find';
  readonly options: readonly PaletteOption[];
}

const foundMax = 4;

export function usePaletteOptions(words: string): PaletteGroup[] {
  const query = words.trim();
  const { options, isLog } = useDoOptions(query);
  const does: PaletteGroup = { name: 'Do', options };
  const finds: PaletteGroup = { name: 'Find', options: useFindOptions(query) };
  // Enter takes the first: logging comes first only when the words begin something known. Mere words are looked for.
  const groups = query === '' || isLog ? [does, finds] : [finds, does];
  return groups.filter((group) => group.options.length > 0);
}

function useDoOptions(query: string): { options: PaletteOption[]; isLog: boolean } {
  const store = useMomentStore();
  const { undo } = useUndo();
  const { nowMs, zone } = useNow();
  const kinds = useAnswer('kinds', {});
  const saveLine = useSaveLine();
  const pieces = useMemo(
    () => (query === '' || !kinds ? [] : understand(query, { kinds, nowMs, zone })),
    [query, kinds, nowMs, zone],
  );
  const log: PaletteOption = {
    id: 'log',
    name:
      pieces.length === 1
        ? `Log ${pieces[0]?.title.toLowerCase()}`
        : `Log ${counted(pieces.length, 'entry', 'entries')}`,
    detail: pieces.map((piece) => (pieces.length === 1 ? piece.detail : piece.title)).join(', '),
    aside: 'saved here at once',
    picture: Plus,
    act: () =>
      saveLine(
        query,
        pieces.map((piece) => ({ piece, entry: piece.entry })),
      ),
  };
  const others: PaletteOption[] = [
    { id: 'undo', name: 'Undo', detail: 'the last thing', aside: '', picture: Undo2, act: undo },
    {
      id: 'why',
      name: 'Why this?',
      detail: 'who did it, and what allowed it',
      aside: '',
      picture: CircleQuestionMark,
      act: () => store.setState({ over: 'why' }),
    },
    {
      id: 'keys',
      name: 'Show all keys',
      detail: '',
      aside: '',
      picture: Keyboard,
      act: () => store.setState({ over: 'keys' }),
    },
  ];
  return {
    options: [...(pieces.length > 0 ? [log] : []), ...others.filter((one) => matches(one.name, query))],
    isLog: pieces.some((piece) => piece.entry.kind !== 'note'),
  };
}

function useFindOptions(query: string): PaletteOption[] {
  const { today } = useNow();
  const entries = useAnswer('journal', { query, limit: foundMax }) ?? [];
  const metrics = useAnswer('metrics', {}) ?? [];
  const documents = useAnswer('documents', {}) ?? [];
  const screens = allScreens
    .filter((screen) => matches(screen.name, query))
    .map(
      ({ to, name, about, picture }): PaletteOption => ({
        id: to,
        name,
        detail: about,
        aside: '',
        picture,
        go: { to },
      }),
    );
  if (query === '') return screens;
  return [
    ...screens,
    ...metrics
      .filter((metric) => matches(`${metric.kindTitle} ${metric.title}`, query))
      .slice(0, foundMax)
      .map(
        (metric): PaletteOption => ({
          id: `metric ${metric.metric}`,
          name: metric.title,
          detail: counted(metric.dayCount, 'day'),
          aside: 'Insights',
          picture: ChartLine,
          go: { to: '/insights', search: { metric: metric.metric } },
        }),
      ),
    ...documents
      .filter((document) => matches(document.title, query))
      .slice(0, foundMax)
      .map(
        (document): PaletteOption => ({
          id: `document ${document.documentId}`,
          name: document.title,
          detail: document.active ? 'on' : 'off',
          aside: 'Rules',
          picture: ScrollText,
          go: { to: '/rules', search: { id: document.documentId } },
        }),
      ),
    ...entries.map((entry): PaletteOption => {
      const { name, detail } = entryWords(entry);
      const go: NavigateOptions = { to: '/journal', search: { q: query, entry: entry.entryId } };
      return { id: entry.entryId, name, detail, aside: shortDay(entry.day, today), picture: BookOpen, go };
    }),
    {
      id: 'search',
      name: `Search the journal for “${query}”`,
      detail: '',
      aside: 'Journal',
      picture: Search,
      go: { to: '/journal', search: { q: query } },
    },
  ];
}

function matches(text: string, query: string): boolean {
  return text.toLowerCase().includes(query.toLowerCase());
}
