// A file that was dropped on the page: read here, sent through the gate in batches. It needs the gateway, since a history may be
// far larger than an outbox should be; what was sent so far is kept when the line breaks, and the same file goes on where it was.

import { ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { sha256 } from '@noble/hashes/sha2.js';
import {
  headBytes,
  ImportRefused,
  type ImportReport,
  type ImportSource,
  importerOf,
  runImport,
} from '#core/importers/index.ts';
import { createHybridClock } from '#core/log/clock.ts';
import { uuidv7 } from '#core/log/ids.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import type { Failed } from '../app/session.ts';
import { callMaxMs } from '../session/callmax.ts';
import { openSqliteBytes } from './sqlite.ts';

export type { ImportReport };

/** What importing needs of the page. */
export interface ImportParts {
  readonly userId: string;
  readonly accessToken: () => Promise<string | undefined>;
  readonly onProgress: (report: ImportReport) => void;
}

/** The account of an import, or why there is none, in plain words. */
export type Imported =
  | { readonly ok: true; readonly report: ImportReport }
  | { readonly ok: false; readonly failed: Failed };

export async function importFile(file: File, parts: ImportParts): Promise<Imported> {
  try {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
    const importer = importerOf(head, file.name);
    const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
    // An import stamps as a device of its own, so that its stamps never meet those of the person's taps.
    const clock = createHybridClock({ deviceId: uuidv7(Date.now(), random), now: Date.now });
    const client = createClient(
      IntentService,
      createConnectTransport({
        baseUrl: location.origin,
        useBinaryFormat: true,
        defaultTimeoutMs: callMaxMs,
      }),
    );
    const report = await runImport({
      importer,
      source: sourceOf(file),
      options: { zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      userId: parts.userId,
      stamping: { clock, random },
      sha256,
      async propose(intents) {
        const token = await parts.accessToken();
        if (token === undefined)
          throw new ImportRefused('LifeOS can not be reached.', 'Go online and drop the file again.');
        const headers = { authorization: `Bearer ${token}` };
        return (await client.propose({ intents: [...intents] }, { headers })).outcomes;
      },
      onProgress: parts.onProgress,
    });
    return { ok: true, report };
  } catch (error) {
    return { ok: false, failed: failedOf(error) };
  }
}

function sourceOf(file: File): ImportSource {
  return {
    fileName: file.name,
    sizeBytes: file.size,
    async *chunks() {
      const reader = file.stream().getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    },
    openSqlite: openSqliteBytes,
  };
}

function failedOf(error: unknown): Failed {
  if (error instanceof ImportRefused) return { what: error.what, advice: error.advice };
  if (error instanceof ConnectError) {
    return {
      what: 'The line broke on the way.',
      advice: 'Drop the same file again: it goes on where it was.',
    };
  }
  return { what: 'This file could not be read.', advice: 'Look whether it is whole, and try again.' };
}
