// The few words a device keeps about itself: who was here last, and under which id it stamps. In IndexedDB with strict durability:
// localStorage is written when the browser feels like it, and a killed browser forgets it.

const databaseName = 'lifeos-device';
const storeName = 'kept';

export interface Remembered {
  get<T>(name: string): Promise<T | undefined>;
  /** When this returns, it is on the disk. */
  put(name: string, value: unknown): Promise<void>;
  forget(name: string): Promise<void>;
}

export function createRemembered(): Remembered {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => {
    opened ??= openDatabase();
    return opened;
  };
  const write = async (change: (store: IDBObjectStore) => void) => {
    const transaction = (await open()).transaction(storeName, 'readwrite', { durability: 'strict' });
    change(transaction.objectStore(storeName));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    async get<T>(name: string) {
      const request = (await open()).transaction(storeName).objectStore(storeName).get(name);
      return result(request) as Promise<T | undefined>;
    },
    put: (name, value) => write((store) => void store.put(value, name)),
    forget: (name) => write((store) => void store.delete(name)),
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName);
  return result(request);
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
