// A file of another app is dropped here, or chosen. What happened to each of its lines is shown at the end.

import { Upload } from 'lucide-react';
import { useState } from 'react';
import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components';
import type { Failed } from '#client/app/session.ts';
import { useSession, useSessionState } from '#client/app/useSession.ts';
import type { ImportReport as Report } from '#client/imports/import.ts';
import { Button } from '#client/ui/button.tsx';
import { counted } from '#client/ui/say/amount.ts';
import { FailedNote } from '#client/welcome/FrontDoor.tsx';
import { ImportReport } from './ImportReport.tsx';

type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly fileName: string; readonly report: Report | undefined }
  | { readonly kind: 'done'; readonly fileName: string; readonly report: Report }
  | { readonly kind: 'failed'; readonly failed: Failed };

export function ImportDrop() {
  const session = useSession();
  const state = useSessionState();
  const [step, setStep] = useState<Step>({ kind: 'idle' });

  const take = async (file: File) => {
    if (state.kind !== 'signedIn') return;
    setStep({ kind: 'reading', fileName: file.name, report: undefined });
    // Importers are only needed here, so they are fetched here.
    const { importFile } = await import('#client/imports/import.ts');
    const done = await importFile(file, {
      userId: state.userId,
      accessToken: () => session.accessToken(),
      onProgress: (report) => setStep({ kind: 'reading', fileName: file.name, report }),
    });
    setStep(
      done.ok
        ? { kind: 'done', fileName: file.name, report: done.report }
        : { kind: 'failed', failed: done.failed },
    );
  };

  return (
    <>
      <DropZone
        className="drop"
        aria-label="Drop a file here"
        onDrop={(event) => {
          const file = event.items.find(isFileDropItem);
          if (file) void file.getFile().then(take);
        }}
      >
        <Upload size={24} aria-hidden />
        <p>Drop a file of Loop Habits, ActivityWatch, or any table as CSV.</p>
        <FileTrigger onSelect={(files) => files?.[0] && void take(files[0])}>
          <Button isDisabled={step.kind === 'reading'}>Choose a file</Button>
        </FileTrigger>
        <p className="sm">The same file twice adds nothing twice.</p>
      </DropZone>
      <div role="status" className="stack">
        {step.kind === 'reading' ? (
          <p>
            Reading {step.fileName}
            {step.report
              ? `: ${counted(step.report.read, 'line')} read, ${counted(step.report.taken, 'entry', 'entries')} taken`
              : '…'}
          </p>
        ) : null}
        {step.kind === 'done' ? (
          <>
            <p>
              <b>{step.fileName} is in.</b>
            </p>
            <ImportReport
              report={{
                ...step.report,
                readCount: step.report.read,
                takenCount: step.report.taken,
                knownCount: step.report.known,
              }}
            />
          </>
        ) : null}
      </div>
      <FailedNote failed={step.kind === 'failed' ? step.failed : undefined} />
    </>
  );
}
