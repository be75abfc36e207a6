// Documents of the owner, their versions, and changes that were suggested to them.

import { documentTable, documentVersionTable } from '#core/projection/document.ts';
import { proposalTable } from '#core/projection/proposal.ts';
import type { Row } from '#core/projection/table.ts';
import { ProposalState } from '#gen/lifeos/evolution/v1/proposal_pb.ts';
import { fromStored } from '../stored.ts';
import type { DocumentView, ProposalView } from '../views.ts';
import type { Answers } from './answers.ts';

/** Suggestions that are handed over, of each state: a nightly look makes a few a week at most. */
const proposalsMax = 200;

const proposalsOf = "SELECT * FROM proposal WHERE state = ? AND event_id <> '' ORDER BY made_ms DESC LIMIT ?";
const contentsOf =
  'SELECT document_id, content FROM document WHERE document_id IN (SELECT value FROM json_each(?))';
const versionsOf = 'SELECT * FROM document_version WHERE document_id = ? ORDER BY version DESC';

export const documentAnswers: Answers<'proposals' | 'documents' | 'documentVersions'> = {
  async proposals(sql) {
    const rows: Row[] = [];
    for (const state of Object.keys(proposalStates))
      for (const raw of await sql.all(proposalsOf, [Number(state), proposalsMax]))
        rows.push(fromStored(proposalTable, raw));
    const ids = JSON.stringify([...new Set(rows.map((row) => row.document_id))]);
    const texts = await sql.all(contentsOf, [ids]);
    const contentById = new Map(texts.map((row) => [row.document_id, row.content as string]));
    const views = rows.map((row) => proposalView(row, contentById.get(row.document_id as string) ?? ''));
    return views.sort((a, b) => b.madeMs - a.madeMs).slice(0, proposalsMax);
  },

  async documents(sql, { type }) {
    const rows =
      type === undefined
        ? await sql.all('SELECT * FROM document ORDER BY title')
        : await sql.all('SELECT * FROM document WHERE type = ? ORDER BY title', [type]);
    return rows.map((raw) => documentView(fromStored(documentTable, raw)));
  },

  async documentVersions(sql, { documentId }) {
    const rows = await sql.all(versionsOf, [documentId]);
    return rows.map((raw) => documentView(fromStored(documentVersionTable, raw)));
  },
};

const proposalStates: Partial<Record<ProposalState, ProposalView['state']>> = {
  [ProposalState.OPEN]: 'open',
  [ProposalState.APPROVED]: 'approved',
  [ProposalState.DENIED]: 'denied',
  [ProposalState.EXPIRED]: 'expired',
};

function proposalView(row: Row, currentContent: string): ProposalView {
  return {
    proposalId: row.proposal_id as string,
    title: row.title as string,
    reason: row.reason as string,
    state: proposalStates[row.state as ProposalState] ?? 'expired',
    evidence: row.evidence as ProposalView['evidence'],
    documentTitle: row.document_title as string,
    basedOnVersion: row.based_on_version as number,
    currentContent,
    content: row.content as string,
    madeMs: row.made_ms as number,
  };
}

function documentView(row: Row): DocumentView {
  return {
    documentId: row.document_id as string,
    type: row.type as DocumentView['type'],
    title: row.title as string,
    version: row.version as number,
    content: row.content as string,
    active: row.active as boolean,
    note: row.note as string,
    restoresVersion: row.restores_version as number,
    wallMs: row.wall_ms as number,
    eventId: row.event_id as string,
  };
}
