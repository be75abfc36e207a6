// AccessService: wire ⇄ sessions, devices and tokens of the caller.

import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ConnectRouter } from '@connectrpc/connect';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { AccessService } from '#gen/lifeos/identity/v1/access_pb.ts';
import type { Database } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import { createApiToken, type KeptToken, listApiTokens, revokeApiToken } from './apitokens.ts';
import { holds } from './authority.ts';
import { authorityOf } from './bearer.ts';
import { demand } from './door.ts';
import { endSessions } from './sessions.ts';

const listMax = 200;

export interface AccessParts {
  readonly db: Database;
  readonly kernel: Kernel;
  /** Called after a device was revoked, so that the log says so. */
  readonly onDeviceRevoked: (userId: string, deviceId: string) => Promise<void>;
}

export function accessRoutes(router: ConnectRouter, parts: AccessParts): void {
  const { db, kernel } = parts;
  router.service(AccessService, {
    async listSessions(_request, context) {
      const authority = authorityOf(context);
      demand(authority, 'access:read');
      const rows = await db
        .selectFrom('session')
        .selectAll()
        .where('user_id', '=', authority.userId)
        .where('revoked', '=', false)
        .where('expires_ms', '>', kernel.now())
        .orderBy('created_ms', 'desc')
        .limit(listMax)
        .execute();
      return {
        sessions: rows.map((row) => ({
          sessionId: row.session_id,
          deviceId: row.device_id,
          createdAt: timestampFromMs(row.created_ms),
          lastUsedAt: timestampFromMs(row.last_used_ms),
          current: row.session_id === authority.sessionId,
        })),
      };
    },
    async revokeSession(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'access:write');
      if ((await endSessions(db, authority.userId, request)) === 0) throw notFound('session');
      return {};
    },
    async listDevices(_request, context) {
      const authority = authorityOf(context);
      demand(authority, 'access:read');
      const rows = await db
        .selectFrom('device')
        .selectAll()
        .where('user_id', '=', authority.userId)
        .where('revoked', '=', false)
        .orderBy('last_seen_ms', 'desc')
        .limit(listMax)
        .execute();
      return {
        devices: rows.map((row) => ({
          deviceId: row.device_id,
          name: row.name,
          addedAt: timestampFromMs(row.added_ms),
          lastSeenAt: timestampFromMs(row.last_seen_ms),
          current: row.device_id === authority.deviceId,
        })),
      };
    },
    async revokeDevice(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'access:write');
      const result = await db
        .updateTable('device')
        .set({ revoked: true })
        .where('user_id', '=', authority.userId)
        .where('device_id', '=', request.deviceId)
        .where('revoked', '=', false)
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n) throw notFound('device');
      await endSessions(db, authority.userId, { deviceId: request.deviceId });
      await parts.onDeviceRevoked(authority.userId, request.deviceId);
      return {};
    },
    async createApiToken(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'access:write');
      const beyond = request.scopes.find((scope) => !holds(authority.scopes, scope));
      if (beyond !== undefined) demand(authority, beyond);
      const made = await createApiToken(db, kernel, { ...request, userId: authority.userId });
      return { token: made.token, info: tokenInfo(made.kept) };
    },
    async listApiTokens(_request, context) {
      const authority = authorityOf(context);
      demand(authority, 'access:read');
      return { tokens: (await listApiTokens(db, authority.userId)).map(tokenInfo) };
    },
    async revokeApiToken(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'access:write');
      if (!(await revokeApiToken(db, authority.userId, request.tokenId))) throw notFound('token');
      return {};
    },
  });
}

function tokenInfo(token: KeptToken) {
  return {
    tokenId: token.token_id,
    name: token.name,
    scopes: token.scopes,
    createdAt: timestampFromMs(token.created_ms),
    expiresAt: timestampFromMs(token.expires_ms),
  };
}

function notFound(thing: string): Refused {
  return new Refused({
    code: RefusalCode.NOT_FOUND,
    what: `There is no such ${thing}.`,
    advice: 'Reload the list: it may be gone already.',
  });
}
