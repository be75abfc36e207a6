import { useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import type { DocumentView } from '#client/cache/views.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { LineDiff } from '#client/ui/LineDiff.tsx';
import { moment } from '#client/ui/say/time.ts';
import { isWritable } from './documentwords.ts';
import { useVersion } from './useVersion.ts';

/** All versions, newest first: what each changed, and a way back to any. */
export function Versions({ document }: { document: DocumentView }) {
  const versions = useAnswer('documentVersions', { documentId: document.documentId }) ?? [];
  const [opened, setOpened] = useState<number>();
  const version = useVersion();
  const restore = ({ content, title, version: old }: DocumentView) =>
    void version(
      document,
      { content, title, restoresVersion: old, note: `Back to version ${old}.` },
      `${document.title} is back to version ${old}`,
    );
  return (
    <section className="card" aria-labelledby="h-versions">
      <div className="between" style={{ marginBlockEnd: 'var(--s2)' }}>
        <h2 id="h-versions">Versions</h2>
        <small>None is ever lost</small>
      </div>
      <ol className="versions">
        {versions.map((one, i) => (
          <li key={one.version}>
            <span>
              <b>Version {one.version}</b>{' '}
              <span className="muted">
                {[one.note, one.active ? '' : 'off'].filter((part) => part !== '').join(' · ')}
              </span>
              <small style={{ display: 'block' }}>{moment(one.wallMs)}</small>
            </span>
            <span className="row" style={{ gap: 'var(--s4)' }}>
              <LinkButton
                aria-expanded={opened === one.version}
                onPress={() => setOpened(opened === one.version ? undefined : one.version)}
              >
                {opened === one.version ? 'Hide' : 'What changed'}
              </LinkButton>
              {i > 0 && isWritable(document.type) ? (
                <LinkButton onPress={() => restore(one)}>Bring back</LinkButton>
              ) : null}
            </span>
            {opened === one.version ? (
              <LineDiff
                before={versions[i + 1]?.content ?? ''}
                after={one.content}
                label={`What version ${one.version} changed`}
              />
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
