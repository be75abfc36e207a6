// Reads the parts of a WebAssembly binary that decide what it can reach, without compiling it: imports, exports, tables and
// memories (WebAssembly Core Specification 2.0, §5.5). Anything this reader does not fully understand is malformed to it, so
// that it can never pass over something that the engine would honour.

export interface WasmLimits {
  readonly min: number;
  readonly max?: number;
}

export interface WasmShape {
  readonly imports: readonly { readonly module: string; readonly name: string; readonly kind: WasmKind }[];
  readonly exports: readonly { readonly name: string; readonly kind: WasmKind }[];
  readonly tables: readonly WasmLimits[];
  /** Memories that the binary brings itself, in pages of 64 KiB. */
  readonly memories: readonly WasmLimits[];
}

export type WasmKind = 'function' | 'table' | 'memory' | 'global';

export type ReadBinary =
  | { readonly ok: true; readonly shape: WasmShape }
  | { readonly ok: false; readonly message: string };

/** The shape of a binary. Never throws, whatever the bytes. */
export function readBinary(bytes: Uint8Array): ReadBinary {
  try {
    return { ok: true, shape: readShape(new ByteReader(bytes)) };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, message: error.message };
    throw error;
  }
}

class Malformed extends Error {}

const kinds: readonly WasmKind[] = ['function', 'table', 'memory', 'global'];
const section = { custom: 0, import: 2, table: 4, memory: 5, export: 7 };

function readShape(file: ByteReader): WasmShape {
  if (file.fixed32() !== 0x6d736100 || file.fixed32() !== 1)
    throw new Malformed('it is not a WebAssembly module');
  const shape = { imports: [], exports: [], tables: [], memories: [] } as Mutable<WasmShape>;
  const seen = new Set<number>();
  while (!file.isAtEnd) {
    const id = file.byte();
    const body = file.part(file.leb32());
    if (id === section.custom) continue;
    if (seen.has(id)) throw new Malformed(`it has section ${id} twice`);
    seen.add(id);
    if (id === section.import) shape.imports = body.vector(() => readImport(body));
    else if (id === section.export) shape.exports = body.vector(() => readExport(body));
    else if (id === section.table) shape.tables = body.vector(() => readTable(body));
    else if (id === section.memory) shape.memories = body.vector(() => body.limits());
    else continue;
    if (!body.isAtEnd) throw new Malformed(`section ${id} has bytes left over`);
  }
  return shape;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function readImport(body: ByteReader): WasmShape['imports'][number] {
  const module = body.name();
  const name = body.name();
  const kind = readKind(body);
  if (kind === 'function') body.leb32();
  else if (kind === 'table') readTable(body);
  else if (kind === 'memory') body.limits();
  else readGlobalType(body);
  return { module, name, kind };
}

function readExport(body: ByteReader): WasmShape['exports'][number] {
  const name = body.name();
  const kind = readKind(body);
  body.leb32();
  return { name, kind };
}

function readKind(body: ByteReader): WasmKind {
  const kind = kinds[body.byte()];
  if (kind === undefined) throw new Malformed('it imports or exports something of an unknown kind');
  return kind;
}

function readTable(body: ByteReader): WasmLimits {
  const type = body.byte();
  if (type !== 0x70 && type !== 0x6f) throw new Malformed('it has a table of an unknown type'); // funcref, externref
  return body.limits();
}

function readGlobalType(body: ByteReader): void {
  const type = body.byte();
  if (type < 0x6f || type > 0x7f) throw new Malformed('it imports a global of an unknown type');
  body.byte();
}

/** Reads forward through bytes; reading past the end is malformed. */
class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Malformed('it ends too early');
    return byte;
  }

  fixed32(): number {
    return (this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)) >>> 0;
  }

  /** An unsigned 32-bit number in LEB128. */
  leb32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        if (value > 0xffff_ffff) break;
        return value;
      }
    }
    throw new Malformed('it holds a number that is too long');
  }

  part(length: number): ByteReader {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Malformed('it ends too early');
    const part = new ByteReader(this.#bytes.subarray(this.#at, end));
    this.#at = end;
    return part;
  }

  name(): string {
    const { length } = this.#bytes;
    const bytes = this.part(Math.min(this.leb32(), length + 1)).#bytes;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new Malformed('it holds a name that is not UTF-8');
    }
  }

  /** Only the plain forms: 0 is "at least", 1 is "at least, at most". Shared and 64-bit memories have other flags. */
  limits(): WasmLimits {
    const flag = this.byte();
    if (flag > 1) throw new Malformed('it uses shared or 64-bit memory, or another form of limits');
    const min = this.leb32();
    return flag === 0 ? { min } : { min, max: this.leb32() };
  }

  vector<T>(read: () => T): T[] {
    const items: T[] = [];
    // Every item takes at least a byte, so a lying count ends at the end of the bytes.
    for (let left = this.leb32(); left > 0; left--) items.push(read());
    return items;
  }
}
