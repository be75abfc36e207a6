import { useEffect, useState } from 'react';
import { SyncFacts } from '#client/app/shell/SyncPill.tsx';
import { syncWords } from '#client/app/shell/syncwords.ts';
import { useLife, useSyncStatus } from '#client/app/useLife.ts';
import { Button } from '#client/ui/button.tsx';

const storageWords = {
  opfs: 'Real files of this browser',
  indexeddb: 'This browser’s database',
  unknown: 'Not known yet',
};

/** What lies on this device, and how it stands with the gateway. */
export function OnThisDevice() {
  const life = useLife();
  const status = useSyncStatus();
  const usedBytes = useUsedBytes();
  const words = syncWords(status);
  return (
    <section className="card" aria-labelledby="h-here">
      <h2 id="h-here">On this device</h2>
      <p className="sm">
        <b>{words.title}.</b> {words.sentence}
      </p>
      <dl className="facts-list">
        <div>
          <dt>Kept in</dt>
          <dd>{storageWords[status.storage]}</dd>
        </div>
        {usedBytes === undefined ? null : (
          <div>
            <dt>Space used</dt>
            <dd>{megabytes(usedBytes)}</dd>
          </div>
        )}
      </dl>
      <SyncFacts status={status} />
      <div className="actions">
        <Button onPress={() => life.syncNow()}>Sync now</Button>
      </div>
    </section>
  );
}

function useUsedBytes(): number | undefined {
  const [used, setUsed] = useState<number>();
  useEffect(() => {
    void navigator.storage?.estimate().then(({ usage }) => setUsed(usage));
  }, []);
  return used;
}

function megabytes(bytes: number): string {
  const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(bytes / 1_000_000);
  return `${number} MB`;
}
