// A database of its own for each test file: nothing leaks between files, and they run side by side.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';

/** Call it at the top of a test file, or in `beforeAll`; it is dropped when the file is done. Returns its URL. */
export async function freshDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name}`);
  // Forced, because a test may have left a connection open, and that is not what it is about.
  afterAll(() => administer(`drop database if exists ${name} with (force)`));
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
