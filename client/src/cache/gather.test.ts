import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileCalls, gatherJournals } from './gather.ts';

// A file system in memory that counts how often a file was written.
function inMemory() {
  const contents = new Map<number, number[]>([
    [1, []],
    [2, []],
  ]);
  const of = (fileId: number) => contents.get(fileId) ?? [];
  let writes = 0;
  const files: FileCalls = {
    mapIdToFile: new Map([
      [1, { path: '/life.db' }],
      [2, { path: '/life.db-journal' }],
    ]),
    jWrite(fileId, data, offset) {
      writes++;
      const bytes = of(fileId);
      while (bytes.length < offset) bytes.push(0);
      bytes.splice(offset, data.length, ...data);
      return 0;
    },
    jRead(fileId, data, offset) {
      data.set(of(fileId).slice(offset, offset + data.length));
      return 0;
    },
    jTruncate(fileId, size) {
      of(fileId).splice(size);
      return 0;
    },
    jFileSize(fileId, size) {
      size.setBigInt64(0, BigInt(of(fileId).length), true);
      return 0;
    },
    jSync: () => 0,
    jClose: () => 0,
  };
  return { files, of, writes: () => writes };
}

const step = fc.oneof(
  fc.record({
    call: fc.constant('write' as const),
    file: fc.constantFrom(1, 2),
    at: fc.option(fc.nat(40)),
    data: fc.uint8Array({ minLength: 1, maxLength: 12 }),
  }),
  fc.record({
    call: fc.constantFrom(
      'sync' as const,
      'size' as const,
      'read' as const,
      'truncate' as const,
      'close' as const,
    ),
    file: fc.constantFrom(1, 2),
    at: fc.nat(40),
  }),
);

describe('gathering', () => {
  it('shows every file, whenever it is looked at, as it would have been, and leaves it so when it is synced', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const [plain, gathering] = [inMemory(), inMemory()];
        gatherJournals(gathering.files);
        const ends = new Map([
          [1, 0],
          [2, 0],
        ]);
        for (const one of steps) {
          const answers = [plain, gathering].map(({ files }) => {
            if (one.call === 'write') {
              // Without a place it goes on where the last one ended, as journals do.
              const offset = one.at ?? ends.get(one.file) ?? 0;
              return [files.jWrite(one.file, one.data, offset)];
            }
            if (one.call === 'read') {
              const data = new Uint8Array(8);
              return [files.jRead(one.file, data, one.at), ...data];
            }
            if (one.call === 'size') {
              const size = new DataView(new ArrayBuffer(8));
              return [files.jFileSize(one.file, size), Number(size.getBigInt64(0, true))];
            }
            if (one.call === 'truncate') return [files.jTruncate(one.file, one.at)];
            return [one.call === 'sync' ? files.jSync(one.file, 0) : files.jClose(one.file)];
          });
          expect(answers[1]).toEqual(answers[0]);
          if (one.call === 'write') ends.set(one.file, (one.at ?? ends.get(one.file) ?? 0) + one.data.length);
          else if (one.call !== 'read' && one.call !== 'size')
            expect(gathering.of(one.file)).toEqual(plain.of(one.file));
          expect(gathering.of(1)).toEqual(plain.of(1));
        }
      }),
    );
  });

  it('writes a journal once for each sync, and the database at once', () => {
    const { files, of, writes } = inMemory();
    gatherJournals(files);
    for (let n = 0; n < 60; n++) files.jWrite(2, Uint8Array.of(n), n);
    expect(writes()).toBe(0);
    files.jSync(2, 0);
    expect(writes()).toBe(1);
    expect(of(2)).toHaveLength(60);
    files.jWrite(1, Uint8Array.of(1), 0);
    expect(writes()).toBe(2);
  });

  it('passes on that the disk is full', () => {
    const { files } = inMemory();
    files.jWrite = () => 778;
    gatherJournals(files);
    expect(files.jWrite(2, Uint8Array.of(1), 0)).toBe(0);
    expect(files.jSync(2, 0)).toBe(778);
  });

  it('still shows what could not be written, so that a transaction can be taken back on a full disk', () => {
    const { files } = inMemory();
    files.jWrite = () => 778;
    gatherJournals(files);
    files.jWrite(2, Uint8Array.of(1, 2, 3), 0);
    expect(files.jSync(2, 0)).toBe(778);
    const data = new Uint8Array(2);
    expect(files.jRead(2, data, 1)).toBe(0);
    expect([...data]).toEqual([2, 3]);
    expect(files.jTruncate(2, 0)).toBe(0);
    expect(files.jSync(2, 0)).toBe(0);
  });
});
