// What one wants to live by: rules, protocols, policies. Each with its text, its versions and what changed between them.

import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import type { DocumentView } from '#client/cache/views.ts';
import { Button } from '#client/ui/button.tsx';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { DocumentDetail } from './DocumentDetail.tsx';
import { groups } from './documentwords.ts';
import { NewDocument } from './NewDocument.tsx';
import './rules.css';

const route = getRouteApi('/rules');

export function RulesScreen() {
  const { id } = route.useSearch();
  const documents = useAnswer('documents', {});
  const [adding, setAdding] = useState<DocumentType>();
  if (!documents) return <WaitingBars />;
  const shown = documents.filter((one) => groups.some((group) => group.type === one.type));
  const chosen =
    shown.find((one) => one.documentId === id) ??
    shown.find((one) => one.type === DocumentType.RULE) ??
    shown[0];
  return (
    <>
      <header className="head">
        <div>
          <h1>Rules</h1>
          <p>Yours to read and change. Rules can only make things stricter, never looser.</p>
        </div>
        <div className="actions">
          <Button onPress={() => setAdding(DocumentType.PROTOCOL)}>
            <Plus size={20} aria-hidden />
            New protocol
          </Button>
          <Button onPress={() => setAdding(DocumentType.RULE)}>
            <Plus size={20} aria-hidden />
            New rule
          </Button>
        </div>
      </header>
      {shown.length === 0 ? (
        <p className="quiet-empty">
          No rules yet. A rule is a few lines that ask or refuse before something is saved.
        </p>
      ) : null}
      <div className="rules-grid">
        <nav aria-label="All rules">
          {groups.map((group) => (
            <Group
              key={group.name}
              name={group.name}
              documents={shown.filter((one) => one.type === group.type)}
              chosen={chosen}
            />
          ))}
        </nav>
        {chosen ? <DocumentDetail key={chosen.documentId} document={chosen} /> : null}
      </div>
      <NewDocument type={adding} onClose={() => setAdding(undefined)} />
    </>
  );
}

function Group({
  name,
  documents,
  chosen,
}: {
  name: string;
  documents: readonly DocumentView[];
  chosen: DocumentView | undefined;
}) {
  if (documents.length === 0) return null;
  return (
    <section className="group" aria-label={name}>
      <h2>{name}</h2>
      {documents.map((one) => (
        <Link
          key={one.documentId}
          className="pick"
          to="/rules"
          search={{ id: one.documentId }}
          aria-current={one.documentId === chosen?.documentId ? 'true' : undefined}
        >
          <b>{one.title}</b>
          <small>
            Version {one.version}, {one.active ? 'on' : 'off'}
          </small>
        </Link>
      ))}
    </section>
  );
}
