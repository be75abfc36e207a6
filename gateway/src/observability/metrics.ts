// What can be counted about the gateway, in Prometheus' form. No label ever holds a person's data.

import type { Interceptor } from '@connectrpc/connect';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Observed {
  readonly registry: Registry;
  readonly interceptor: Interceptor;
}

export function observe(): Observed {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'lifeos_' });
  const calls = new Histogram({
    name: 'lifeos_rpc_seconds',
    help: 'How long calls took, until the answer or the first message of a stream.',
    labelNames: ['method', 'ok'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  });
  return {
    registry,
    interceptor: (next) => async (request) => {
      const end = calls.startTimer({ method: `${request.service.typeName}/${request.method.name}` });
      try {
        const response = await next(request);
        end({ ok: 'yes' });
        return response;
      } catch (error) {
        end({ ok: 'no' });
        throw error;
      }
    },
  };
}
