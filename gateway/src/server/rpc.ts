// Calls on Node's own requests and responses. The package has an adapter for this, but it prints to the console whenever a caller goes
// away in the middle of an answer, which every closed tab does.

import { type ConnectRouter, type ConnectRouterOptions, createConnectRouter } from '@connectrpc/connect';
import {
  compressionBrotli,
  compressionGzip,
  universalRequestFromNodeRequest,
  universalResponseToNodeResponse,
} from '@connectrpc/connect-node';
import type { Logger } from 'pino';
import type { Handler } from './port.ts';

/** Answers calls by their path; whatever is no call goes to `fallback`. */
export function rpcHandler(given: {
  readonly routes: (router: ConnectRouter) => void;
  readonly options: ConnectRouterOptions;
  readonly fallback: Handler;
  readonly log: Logger;
}): Handler {
  const router = createConnectRouter({
    acceptCompression: [compressionGzip, compressionBrotli],
    ...given.options,
  });
  given.routes(router);
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]));
  return (request, response) => {
    const handler = handlers.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (!handler) return given.fallback(request, response);
    const call = universalRequestFromNodeRequest(request, response, undefined, undefined);
    handler(call)
      .then((answer) => universalResponseToNodeResponse(answer, response))
      .catch((error: unknown) =>
        given.log.debug({ err: error, method: handler.method.name }, 'an answer could not be given'),
      );
  };
}
