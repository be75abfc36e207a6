// The token of the command line on this machine: a file of mode 0600 in the data folder. Who can read that folder can read the
// database too, so it gives nobody more than they have.

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import { replaceApiToken } from './apitokens.ts';
import { everything } from './authority.ts';

const fileName = 'cli-token';
const days = 3650;

/** Makes the token and its file when there is an owner and no file. */
export async function keepCliToken(given: { db: Database; kernel: Kernel; dataDir: string }): Promise<void> {
  const file = join(given.dataDir, fileName);
  if (existsSync(file)) return;
  const owner = await given.db
    .selectFrom('app_user')
    .select('user_id')
    .where('role', '=', 'owner')
    .executeTakeFirst();
  if (!owner) return;
  const token = await replaceApiToken(given.db, given.kernel, {
    userId: owner.user_id,
    name: 'The command line on this machine',
    scopes: [everything],
    days,
  });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
}
