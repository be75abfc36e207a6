// IntentService: wire ⇄ the gate.

import type { ConnectRouter } from '@connectrpc/connect';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { authorityOf } from '../identity/index.ts';
import type { Gate } from './gate.ts';
import { propose } from './propose.ts';

export function intentRoutes(router: ConnectRouter, gate: Gate): void {
  router.service(IntentService, {
    async propose(request, context) {
      return { outcomes: await propose(gate, authorityOf(context), request.intents, request.mark) };
    },
  });
}
