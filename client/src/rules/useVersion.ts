// Every change of a document is a new version; older ones stay, and any of them can come back.

import { create } from '@bufbuild/protobuf';
import { useCallback } from 'react';
import type { Draft } from '#client/app/life.ts';
import { newId, usePropose } from '#client/app/usePropose.ts';
import type { DocumentView } from '#client/cache/views.ts';
import { type DocumentType, DocumentVersionedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** What a version says anew; the rest is as in the version before. */
export interface Revision {
  readonly title?: string;
  readonly content?: string;
  readonly active?: boolean;
  readonly note?: string;
  readonly restoresVersion?: number;
}

export function useVersion(): (document: DocumentView, revision: Revision, done: string) => Promise<void> {
  const propose = usePropose();
  return useCallback(
    async (document, revision, done) => {
      const next = { ...document, note: '', restoresVersion: 0, ...revision, version: document.version + 1 };
      const back = {
        ...document,
        note: `Back to version ${document.version}.`,
        restoresVersion: document.version,
        version: next.version + 1,
      };
      await propose({
        drafts: [versioned(next)],
        done,
        undo: { text: `${document.title} is as it was`, drafts: [versioned(back)] },
      });
    },
    [propose],
  );
}

/** Makes a document. Its Undo switches it off: what was written stays in the log. Gives the new id. */
export function useNewDocument(): (given: {
  type: DocumentType;
  title: string;
  content: string;
}) => Promise<string> {
  const propose = usePropose();
  return useCallback(
    async (given) => {
      const first = { ...given, documentId: newId(), version: 1, active: true, note: '', restoresVersion: 0 };
      await propose({
        drafts: [versioned(first)],
        done: `${given.title} is on`,
        undo: { text: `${given.title} is off`, drafts: [versioned({ ...first, version: 2, active: false })] },
      });
      return first.documentId;
    },
    [propose],
  );
}

type Version = Pick<
  DocumentView,
  'documentId' | 'type' | 'title' | 'version' | 'content' | 'active' | 'note' | 'restoresVersion'
>;

function versioned({
  documentId,
  type,
  title,
  version,
  content,
  active,
  note,
  restoresVersion,
}: Version): Draft {
  const value = create(DocumentVersionedSchema, {
    documentId,
    type,
    title,
    version,
    content,
    active,
    note,
    restoresVersion,
  });
  return { kind: 'documentVersioned', value };
}
