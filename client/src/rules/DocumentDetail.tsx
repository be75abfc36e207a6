import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { DocumentView } from '#client/cache/views.ts';
import { Button } from '#client/ui/button.tsx';
import { Switch } from '#client/ui/Switch.tsx';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { Code } from './Code.tsx';
import { groups, isWritable, plainWords, stateWords } from './documentwords.ts';
import { EditDocument } from './EditDocument.tsx';
import { Prose } from './Prose.tsx';
import { useVersion } from './useVersion.ts';
import { Versions } from './Versions.tsx';

/** One document: what it means, its text, its versions. */
export function DocumentDetail({ document }: { document: DocumentView }) {
  const [isEditing, setEditing] = useState(false);
  const version = useVersion();
  const group = groups.find((one) => one.type === document.type);
  const isCode = document.type === DocumentType.RULE || document.type === DocumentType.POLICY;
  const words = plainWords(document);
  const canWrite = isWritable(document.type);
  const turn = (active: boolean) =>
    void version(document, { active }, `${document.title} is ${active ? 'on' : 'off'}`);
  return (
    <article className="document stack" aria-labelledby="h-doc">
      <section className="card stack">
        <div className="between centred" style={{ flexWrap: 'wrap' }}>
          <div>
            <h2 id="h-doc">{document.title}</h2>
            <p className="sm">
              {stateWords(document)} {group?.about}
            </p>
          </div>
          {canWrite ? (
            <Switch label={document.active ? 'On' : 'Off'} isOn={document.active} onChange={turn} />
          ) : null}
        </div>
        {words === '' ? null : <p className="words">“{words}”</p>}
        {isEditing ? (
          <EditDocument document={document} onDone={() => setEditing(false)} />
        ) : (
          <>
            {isCode ? (
              <Code text={document.content} label={`The text of ${document.title}`} />
            ) : (
              <Prose text={document.content} />
            )}
            {canWrite ? (
              <div className="actions">
                <Button onPress={() => setEditing(true)}>
                  <Pencil size={16} aria-hidden />
                  Change the text
                </Button>
              </div>
            ) : null}
          </>
        )}
      </section>
      <Versions document={document} />
    </article>
  );
}
