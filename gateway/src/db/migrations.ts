// The database's own history. Each step runs once, in a transaction, under a lock, so that many gateways may start at once.
// A step that has been released is never changed; a new one is added.

import { sql } from 'kysely';
import { postgresDdl } from '#core/projection/ddl.ts';
import { projectionTables, projectionVersion } from '#core/projection/project.ts';
import type { Database, Tx } from './database.ts';

// Any number that nobody else uses as an advisory lock.
const migrationLock = 5_042_026;

const steps: readonly string[][] = [
  [
    `create table app_user (user_id uuid primary key, name text not null unique, role text not null,
       password_hash text, data_key bytea not null, created_at timestamptz not null default now())`,
    `create table log_head (user_id uuid primary key references app_user, seq bigint not null, hash bytea not null,
       rules_version bigint not null, clock_wall_ms bigint not null, clock_counter integer not null)`,
    `create table event (user_id uuid not null, seq bigint not null, id uuid not null, body_type integer not null,
       wall_ms bigint not null, counter integer not null, device_id uuid not null, cause_id uuid, actor bytea not null,
       payload bytea, sealed boolean not null, payload_hash bytea not null, decision bytea not null,
       previous_hash bytea not null, hash bytea not null, recorded_ms bigint not null, primary key (user_id, seq))`,
    'create unique index event_by_id on event (user_id, id)',
    `create table intent_answer (user_id uuid not null, intent_id uuid not null, body_hash bytea not null, outcome bytea not null,
       held boolean not null, decided_ms bigint not null, primary key (user_id, intent_id))`,
    `create table device (user_id uuid not null references app_user, device_id uuid not null, name text not null,
       added_ms bigint not null, last_seen_ms bigint not null, revoked boolean not null, primary key (user_id, device_id))`,
    `create table session (session_id uuid primary key, user_id uuid not null references app_user, device_id uuid not null,
       refresh_hashes bytea[] not null, used_hashes bytea[] not null, created_ms bigint not null, last_used_ms bigint not null,
       expires_ms bigint not null, revoked boolean not null)`,
    'create index session_by_user on session (user_id, created_ms)',
    `create table passkey (credential_id text primary key, user_id uuid not null references app_user, public_key bytea not null,
       sign_count bigint not null, transports text not null, created_ms bigint not null)`,
    `create table ceremony (ceremony_id uuid primary key, challenge text not null, claim text not null, name text not null,
       user_id uuid, expires_ms bigint not null)`,
    `create table api_token (token_id uuid primary key, user_id uuid not null references app_user, name text not null,
       secret_hash bytea not null, scopes text[] not null, created_ms bigint not null, expires_ms bigint not null,
       revoked boolean not null)`,
    'create table claim (claim_hash bytea primary key, created_ms bigint not null)',
    `create table signing_key (key_id text primary key, private_jwk text not null, public_jwk text not null,
       created_ms bigint not null)`,
    'create table projection_state (version integer not null)',
  ],
  [
    `create table device_mark (user_id uuid not null, device_id uuid not null, mark text not null,
       primary key (user_id, device_id))`,
  ],
  [
    'alter table event add column decision_sealed boolean not null default false',
    'alter table intent_answer add column sealed boolean not null default false',
  ],
  // When each used token was used; of those that were used before this step it is not known, which counts as long ago.
  ["alter table session add column used_ms bigint[] not null default '{}'"],
];

/** What migrating found: whether the projections are of another version and must be rebuilt from the log. */
export interface Migrated {
  readonly projectionsStale: boolean;
}

/** Brings the database to the newest step and makes the projections' tables. */
export async function migrate(db: Database): Promise<Migrated> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx);
    await sql`create table if not exists schema_step (step integer primary key)`.execute(tx);
    const done = await sql<{ count: number }>`select count(*) as count from schema_step`.execute(tx);
    for (let step = done.rows[0]?.count ?? 0; step < steps.length; step++) {
      for (const statement of steps[step] ?? []) await sql.raw(statement).execute(tx);
      await sql`insert into schema_step values (${step})`.execute(tx);
    }
    return { projectionsStale: await prepareProjections(tx) };
  });
}

/** Notes that the projections now are of this program's version. */
export async function projectionsAreFresh(db: Database): Promise<void> {
  await sql`delete from projection_state`.execute(db);
  await sql`insert into projection_state values (${projectionVersion})`.execute(db);
}

// Projections can always be thrown away: when their version changed, the tables are dropped and filled again from the log.
async function prepareProjections(tx: Tx): Promise<boolean> {
  const state = await sql<{ version: number }>`select version from projection_state`.execute(tx);
  const version = state.rows[0]?.version;
  if (version !== projectionVersion) {
    for (const table of projectionTables) await sql.raw(`drop table if exists ${table.name}`).execute(tx);
  }
  for (const table of projectionTables) {
    for (const statement of postgresDdl(table)) await sql.raw(statement).execute(tx);
  }
  if (version === undefined)
    await sql`insert into projection_state values (${projectionVersion})`.execute(tx);
  return version !== undefined && version !== projectionVersion;
}
