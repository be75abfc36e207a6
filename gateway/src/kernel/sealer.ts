// Sealing at rest: AES-256-GCM with a data key per user, wrapped by the key-encryption key of this LifeOS. Destroying a
// user's key erases what it sealed; the log keeps the hashes and stays whole.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** Seals bytes: nonce (12) ‖ ciphertext ‖ tag (16). */
export function seal(key: Uint8Array, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens sealed bytes. Throws when the key is wrong or a bit was changed. */
export function unseal(key: Uint8Array, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([
    decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)),
    decipher.final(),
  ]);
}

/** A new data key, wrapped for storage. */
export function newWrappedKey(keyEncryptionKey: Uint8Array): Uint8Array {
  return seal(keyEncryptionKey, randomBytes(keyBytes));
}

/**
 * The key-encryption key: `LIFEOS_KEK` (64 hex digits) when given, else a file of mode 0600, made on first use. Whoever loses it
 * loses every sealed entry, so the backup must hold it.
 */
export function keyEncryptionKey(given: { hex: string | undefined; file: string }): Uint8Array {
  if (given.hex !== undefined && given.hex !== '') return fromHex(given.hex, 'LIFEOS_KEK');
  if (existsSync(given.file)) return fromHex(readFileSync(given.file, 'utf8').trim(), given.file);
  const key = randomBytes(keyBytes);
  mkdirSync(dirname(given.file), { recursive: true });
  writeFileSync(given.file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

function fromHex(hex: string, where: string): Uint8Array {
  if (!/^[0-9a-fA-F]{64}$/.test(hex)) throw new Error(`${where} must hold 64 hex digits (32 bytes).`);
  return Buffer.from(hex, 'hex');
}
