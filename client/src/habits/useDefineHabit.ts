// A habit is a kind of entry with a target: its entries are ticks.

import { create } from '@bufbuild/protobuf';
import { useCallback } from 'react';
import type { Draft } from '#client/app/life.ts';
import { useAnswer } from '#client/app/useLife.ts';
import { usePropose } from '#client/app/usePropose.ts';
import type { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import {
  DayFold,
  type KindDefined,
  KindDefinedSchema,
  ValueType,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import { kindId } from './kindid.ts';

export interface NewHabit {
  readonly title: string;
  readonly domain: Domain;
  readonly times: number;
  readonly periodDays: number;
}

export function useDefineHabit(): (habit: NewHabit) => Promise<void> {
  const propose = usePropose();
  const kinds = useAnswer('kinds', {});
  return useCallback(
    async ({ title, domain, times, periodDays }) => {
      const taken = new Set((kinds ?? []).map((one) => one.kind));
      const words = freeWords(title, kinds ?? []);
      const definition = create(KindDefinedSchema, {
        kind: kindId(title, taken),
        title,
        domain,
        habit: { times, periodDays },
        values: [{ name: 'done', title: 'Done', type: ValueType.FLAG, fold: DayFold.SUM }],
        words,
      });
      await propose({
        drafts: [defined(definition, false)],
        done: `${title} added`,
        undo: { text: `${title} taken away`, drafts: [defined(definition, true)] },
      });
    },
    [propose, kinds],
  );
}

/** Puts a habit away with all its history, or brings it back. */
export function useArchiveHabit(): (definition: KindDefined, archived: boolean) => Promise<void> {
  const propose = usePropose();
  return useCallback(
    async (definition, archived) => {
      const words = (away: boolean) =>
        away ? `${definition.title} put away. Its history is kept.` : `${definition.title} is back`;
      await propose({
        drafts: [defined(definition, archived)],
        done: words(archived),
        undo: { text: words(!archived), drafts: [defined(definition, !archived)] },
      });
    },
    [propose],
  );
}

// A word that begins another kind already stays with it: "read 20 min" must not become ambiguous. The contract allows 40 bytes.
function freeWords(title: string, kinds: readonly KindDefined[]): string[] {
  const word = title.toLowerCase();
  const isTaken = kinds.some((kind) => kind.words.includes(word));
  return isTaken || new TextEncoder().encode(word).length > 40 ? [] : [word];
}

function defined(definition: KindDefined, archived: boolean): Draft {
  return { kind: 'kindDefined', value: { ...definition, archived } };
}
