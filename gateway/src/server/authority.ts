// Every call but signing in, health and reflection must say who carries it.

import type { Interceptor } from '@connectrpc/connect';
import { type Door, setAuthority } from '../identity/index.ts';

const open = new Set([
  'lifeos.identity.v1.AuthService',
  'grpc.health.v1.Health',
  'grpc.reflection.v1.ServerReflection',
]);

export function authorityInterceptor(door: Door): Interceptor {
  return (next) => async (request) => {
    if (!open.has(request.service.typeName)) {
      setAuthority(request.contextValues, await door(request.header.get('authorization')));
    }
    return next(request);
  };
}
