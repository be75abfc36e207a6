// grpc.health.v1: serving while the database answers.

import type { ConnectRouter } from '@connectrpc/connect';
import { Health, HealthCheckResponse_ServingStatus as Status } from '#gen/grpc/health/v1/health_pb.ts';

/** Milliseconds between looks when somebody watches. */
const watchMs = 5_000;

export function healthRoutes(router: ConnectRouter, isReady: () => Promise<boolean>): void {
  const status = async () => ((await isReady()) ? Status.SERVING : Status.NOT_SERVING);
  router.service(Health, {
    check: async () => ({ status: await status() }),
    async *watch(_request, context) {
      let told: Status | undefined;
      while (!context.signal.aborted) {
        const now = await status();
        if (now !== told) yield { status: now };
        told = now;
        await new Promise<void>((resolve) => {
          const end = () => {
            clearTimeout(timer);
            context.signal.removeEventListener('abort', end);
            resolve();
          };
          const timer = setTimeout(end, watchMs);
          context.signal.addEventListener('abort', end);
        });
      }
    },
  });
}
