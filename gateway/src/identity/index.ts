// Who may act: users, sessions, devices, tokens.

export { accessRoutes } from './access.routes.ts';
export { authRoutes } from './auth.routes.ts';
export { type Authority, holds, internalAuthority } from './authority.ts';
export { authorityOf, setAuthority } from './bearer.ts';
export { issueClaim } from './claim.ts';
export { keepCliToken } from './clitoken.ts';
export { createDoor, type Door, demand } from './door.ts';
export { openTokenMint } from './tokens.ts';
export { createKeyRing } from './users.sql.ts';
