// Who may act: users, sessions, devices, tokens.

export { type Authority, everything, holds, internalAuthority } from './authority.ts';
export { issueClaim } from './claim.ts';
export { createDoor, type Door, demand } from './door.ts';
export { accessRoutes } from './access.routes.ts';
export { authorityOf, setAuthority } from './bearer.ts';
export { authRoutes } from './auth.routes.ts';
export { openTokenMint } from './tokens.ts';
export { createKeyRing, insertUser } from './users.sql.ts';
