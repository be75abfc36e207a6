// What every new life begins with: one rule and one protocol, as documents the owner can read, change and switch off. They come
// in through the gate like everything else.

import { create } from '@bufbuild/protobuf';
import { uuidFromDigest } from '#core/log/ids.ts';
import { type Stamping, stampIntent } from '#core/log/stamp.ts';
import { seededRules } from '#core/rules/seeded/index.ts';
import { DocumentType, DocumentVersionedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { sha256 } from '../kernel/sha256.ts';

const windDown = `# Wind-down

- 21:45 Dim the lights.
- 22:00 Screens away.
- 22:30 In bed.

Measured by: sleep.hours
`;

/** The id of a document that every LifeOS has. */
export function seededDocumentId(name: string): string {
  return uuidFromDigest(sha256(Buffer.from(`lifeos:document:${name}`)));
}

/** The intents with which a life begins. */
export function seedLife(stamping: Stamping): Intent[] {
  const documents = [
    ...seededRules.map((rule) => ({
      id: rule.id,
      type: DocumentType.RULE,
      title: rule.name,
      content: rule.source,
      note: rule.description,
    })),
    {
      id: 'wind-down',
      type: DocumentType.PROTOCOL,
      title: 'Wind-down',
      content: windDown,
      note: 'A quiet end of the day.',
    },
  ];
  return documents.map(({ id, ...document }) =>
    stampIntent(stamping, {
      kind: 'documentVersioned',
      value: create(DocumentVersionedSchema, {
        ...document,
        documentId: seededDocumentId(id),
        version: 1,
        active: true,
      }),
    }),
  );
}
