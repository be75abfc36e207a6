// Passwords as argon2id (RFC 9106) in the PHC string form. OWASP's second choice of costs: 64 MiB, 3 passes, 1 lane, because a
// household's server has memory to spare and few sign-ins.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);
const costs = { memory: 65_536, passes: 3, parallelism: 1, tagLength: 32 } as const;

/** The stored form of a password. Takes about a tenth of a second, off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive('argon2id', { message: Buffer.from(password), nonce: salt, ...costs });
  const cost = `m=${costs.memory},t=${costs.passes},p=${costs.parallelism}`;
  return `$argon2id$v=19$${cost}$${base64(salt)}$${base64(tag)}`;
}

/** Whether a password fits a stored form. */
export async function fitsPassword(password: string, stored: string): Promise<boolean> {
  const [, kind, , cost, salt, tag] = stored.split('$');
  if (kind !== 'argon2id' || !cost || !salt || !tag) return false;
  const [memory, passes, parallelism] = cost.split(',').map((part) => Number(part.slice(2)));
  if (!memory || !passes || !parallelism) return false;
  const expected = Buffer.from(tag, 'base64');
  const derived = await derive('argon2id', {
    message: Buffer.from(password),
    nonce: Buffer.from(salt, 'base64'),
    memory,
    passes,
    parallelism,
    tagLength: expected.length,
  });
  return timingSafeEqual(derived, expected);
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
