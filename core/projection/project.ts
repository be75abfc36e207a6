// Event → the rows it touches. A pure function of the event; a body that is not known here touches nothing.

import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { approvalDecided, approvalRequested, approvalTable } from './approval.ts';
import { metricDayTable } from './daily.ts';
import { documentTable, documentVersioned, documentVersionTable } from './document.ts';
import { entryAmended, entryRecorded, entryRemoved, entryTable } from './entry.ts';
import { importFinished, importStarted, importTable } from './import.ts';
import { kindDefined, kindTable } from './kind.ts';
import { pauseSet, pauseTable } from './pause.ts';
import { patternFound, patternTable, proposalDecided, proposalMade, proposalTable } from './proposal.ts';
import type { Table, Touch } from './table.ts';
import { toolCallFinished, toolCallPrepared, toolCallStarted, toolCallTable } from './toolcall.ts';

/** Every table of the projections, on both sides. */
export const projectionTables: readonly Table[] = [
  entryTable,
  kindTable,
  documentTable,
  documentVersionTable,
  approvalTable,
  toolCallTable,
  patternTable,
  proposalTable,
  pauseTable,
  importTable,
  metricDayTable,
];

/** The version of the projections. Raise it when a fold or a table changes: both sides then rebuild from the log. */
export const projectionVersion = 3;

/** The rows that an event touches. A row into which a sealed event was folded holds a secret from then on. */
export function project(event: Event): Touch[] {
  return touchesOf(event).map((touch) => (touch.table.sealed ? withSecret(touch, event.sealed) : touch));
}

function withSecret(touch: Touch, isSealed: boolean): Touch {
  return {
    ...touch,
    fold: (row) => ({ ...touch.fold(row), secret: isSealed || row?.secret === true }),
  };
}

function touchesOf(event: Event): Touch[] {
  const kind = event.body?.kind;
  switch (kind?.case) {
    case 'entryRecorded':
      return entryRecorded(event, kind.value);
    case 'entryAmended':
      return entryAmended(event, kind.value);
    case 'entryRemoved':
      return entryRemoved(event, kind.value);
    case 'kindDefined':
      return kindDefined(event, kind.value);
    case 'documentVersioned':
      return documentVersioned(event, kind.value);
    case 'approvalRequested':
      return approvalRequested(event, kind.value);
    case 'approvalDecided':
      return approvalDecided(event, kind.value);
    case 'toolCallPrepared':
      return toolCallPrepared(event, kind.value);
    case 'toolCallStarted':
      return toolCallStarted(event, kind.value);
    case 'toolCallFinished':
      return toolCallFinished(event, kind.value);
    case 'patternFound':
      return patternFound(event, kind.value);
    case 'proposalMade':
      return proposalMade(event, kind.value);
    case 'proposalDecided':
      return proposalDecided(event, kind.value);
    case 'pauseSet':
      return pauseSet(event, kind.value);
    case 'importStarted':
      return importStarted(event, kind.value);
    case 'importFinished':
      return importFinished(event, kind.value);
    default:
      return [];
  }
}

/** What an event is about, so that all events of one row can be found again: an entry's id, a document's, … */
export function subjectOf(event: Event): string {
  const touch = touchesOf(event)[0];
  return touch ? (touch.key[touch.table.key[0] ?? ''] ?? '') : '';
}
