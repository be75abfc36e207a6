import { useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { counted } from '#client/ui/say/amount.ts';
import { moment } from '#client/ui/say/time.ts';
import { ImportReport } from './ImportReport.tsx';

/** Imports so far, each with its account. */
export function PastImports() {
  const imports = useAnswer('imports', {}) ?? [];
  const [opened, setOpened] = useState('');
  if (imports.length === 0) return null;
  return (
    <ul className="list">
      {imports.map((one) => (
        <li key={one.importId} style={{ flexWrap: 'wrap' }}>
          <span>
            <b>{one.fileName === '' ? one.importer : one.fileName}</b>
            <small>
              {moment(one.startedMs)} ·{' '}
              {one.finished ? counted(one.takenCount, 'entry taken', 'entries taken') : 'not finished'}
            </small>
          </span>
          {one.finished ? (
            <LinkButton
              aria-expanded={opened === one.importId}
              onPress={() => setOpened(opened === one.importId ? '' : one.importId)}
            >
              {opened === one.importId ? 'Hide' : 'What happened to each line'}
            </LinkButton>
          ) : null}
          {opened === one.importId ? (
            <div style={{ flexBasis: '100%' }}>
              <ImportReport report={one} />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
