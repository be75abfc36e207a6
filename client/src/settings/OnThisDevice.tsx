import { SyncFacts } from '#client/app/shell/SyncPill.tsx';
import { syncWords } from '#client/app/shell/syncwords.ts';
import { useLife, useSyncStatus } from '#client/app/useLife.ts';
import { Button } from '#client/ui/button.tsx';
import { promiseWords, spaceWords } from './storagewords.ts';
import { useStorage } from './useStorage.ts';

const storageWords = {
  opfs: 'Real files of this browser',
  indexeddb: 'This browser’s database',
  unknown: 'Not known yet',
};

/** What lies on this device, and how it stands with the gateway. */
export function OnThisDevice() {
  const life = useLife();
  const status = useSyncStatus();
  const storage = useStorage();
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
        <div>
          <dt>Space used</dt>
          <dd>{spaceWords(storage)}</dd>
        </div>
      </dl>
      <p className="sm" role="status">
        {promiseWords[storage.promise]}
      </p>
      <SyncFacts status={status} />
      <div className="actions">
        <Button onPress={() => life.syncNow()}>Sync now</Button>
        {storage.promise === 'mayClear' || storage.promise === 'saidNo' ? (
          <Button look="quiet" onPress={() => void storage.ask()}>
            Keep it here for good
          </Button>
        ) : null}
      </div>
    </section>
  );
}
