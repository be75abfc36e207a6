// The tables that are not projections, as TypeScript sees them. Projections are declared in core/projection.

import type { Generated } from 'kysely';

export interface Schema {
  app_user: {
    user_id: string;
    name: string;
    role: string;
    password_hash: string | null;
    data_key: Uint8Array;
    created_at: Generated<Date>;
  };
  log_head: {
    user_id: string;
    seq: number;
    hash: Uint8Array;
    /** Raised whenever a rule, policy or pause changes, so that a decision made on older ones is made again. */
    rules_version: number;
    clock_wall_ms: number;
    clock_counter: number;
  };
  event: {
    user_id: string;
    seq: number;
    id: string;
    body_type: number;
    wall_ms: number;
    counter: number;
    device_id: string;
    cause_id: string | null;
    actor: Uint8Array;
    payload: Uint8Array | null;
    sealed: boolean;
    payload_hash: Uint8Array;
    decision: Uint8Array;
    decision_sealed: boolean;
    previous_hash: Uint8Array;
    hash: Uint8Array;
    recorded_ms: number;
  };
  /** Intents that are not in the log: held for the owner, or refused. Kept, so that a repeat gets the same answer. */
  intent_answer: {
    user_id: string;
    intent_id: string;
    body_hash: Uint8Array;
    outcome: Uint8Array;
    sealed: boolean;
    held: boolean;
    decided_ms: number;
  };
  device: {
    user_id: string;
    device_id: string;
    name: string;
    added_ms: number;
    last_seen_ms: number;
    revoked: boolean;
  };
  /** The mark of each device's latest call, by which a copy of it is noticed. */
  device_mark: { user_id: string; device_id: string; mark: string };
  session: {
    session_id: string;
    user_id: string;
    device_id: string;
    /** Tokens that were given out and not used yet: one, or more when an answer was lost on the way. */
    refresh_hashes: Uint8Array[];
    used_hashes: Uint8Array[];
    /** When each of them was used, in the same order. */
    used_ms: number[];
    created_ms: number;
    last_used_ms: number;
    expires_ms: number;
    revoked: boolean;
  };
  passkey: {
    credential_id: string;
    user_id: string;
    public_key: Uint8Array;
    sign_count: number;
    transports: string;
    created_ms: number;
  };
  ceremony: {
    ceremony_id: string;
    challenge: string;
    claim: string;
    name: string;
    user_id: string | null;
    expires_ms: number;
  };
  api_token: {
    token_id: string;
    user_id: string;
    name: string;
    secret_hash: Uint8Array;
    scopes: string[];
    created_ms: number;
    expires_ms: number;
    revoked: boolean;
  };
  claim: { claim_hash: Uint8Array; created_ms: number };
  signing_key: { key_id: string; private_jwk: string; public_jwk: string; created_ms: number };
  projection_state: { version: number };
}
