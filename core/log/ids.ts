// UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then randomness, so that ids sort by time of capture.
// Clock and randomness are arguments: the same inputs give the same id.

/** Fills and returns the given bytes with randomness, as crypto.getRandomValues does. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

/** A UUIDv7 in lower-case text for the given time in milliseconds since 1970. */
export function uuidv7(nowMs: number, random: RandomBytes): string {
  const bytes = random(new Uint8Array(16));
  let rest = Math.max(0, Math.floor(nowMs));
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytesToUuid(withVersion(bytes, 7));
}

/**
 * A UUIDv8 (RFC 9562 §5.8) made from the first 16 bytes of a digest, so that the same name always gets the same id.
 * Importers use it: the same line of the same file is the same intent, however often it is read.
 */
export function uuidFromDigest(digest: Uint8Array): string {
  if (digest.length < 16) throw new RangeError('A digest of at least 16 bytes is needed to make an id.');
  return bytesToUuid(withVersion(digest.slice(0, 16), 8));
}

/** The 16 bytes of a UUID in text. Empty text gives 16 zeros: "no id". */
export function uuidToBytes(uuid: string): Uint8Array {
  const bytes = new Uint8Array(16);
  if (uuid === '') return bytes;
  let digits = 0;
  for (let at = 0; at < uuid.length; at++) {
    const code = uuid.charCodeAt(at);
    if (code === hyphen) continue;
    const digit = hexDigit(code);
    if (digit < 0 || digits === 32) throw new RangeError(`"${uuid}" is not a UUID.`);
    bytes[digits >> 1] = ((bytes[digits >> 1] ?? 0) << 4) | digit;
    digits++;
  }
  if (digits !== 32) throw new RangeError(`"${uuid}" is not a UUID.`);
  return bytes;
}

const hyphen = 45;

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48; // 0–9
  const letter = (code | 32) - 97; // a–f in either case
  return letter >= 0 && letter <= 5 ? letter + 10 : -1;
}

/** Whether the text is a UUID of any version, in either case. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

function bytesToUuid(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function withVersion<T extends Uint8Array>(bytes: T, version: number): T {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}
