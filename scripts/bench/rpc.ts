// A unary call on the one port, against raw node:http and @grpc/grpc-js that answer the same bytes.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as grpc from '@grpc/grpc-js';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { anonymous, type TestGateway } from '../testing/gateway.ts';
import { type Comparison, takeTurns } from './measure.ts';

const calls = 300;
const rounds = 9;

export async function benchRpc(gateway: TestGateway): Promise<Comparison[]> {
  const raw = http.createServer((request, response) => {
    request.resume();
    request.on('end', () =>
      response.setHeader('content-type', 'application/json').end('{"claimed":true,"version":"0.1.0"}'),
    );
  });
  await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
  const rawUrl = `http://127.0.0.1:${(raw.address() as AddressInfo).port}/`;
  const same = (bytes: Buffer) => bytes;
  const definition = {
    get: {
      path: '/bench/Get',
      requestStream: false,
      responseStream: false,
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    },
  } as const;
  const server = new grpc.Server();
  server.addService(definition, {
    get: (_: unknown, done: grpc.sendUnaryData<Buffer>) => done(null, Buffer.from([8, 1])),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const Peer = grpc.makeGenericClientConstructor(definition, 'bench');
  const peerClient = new Peer(`127.0.0.1:${port}`, grpc.credentials.createInsecure()) as unknown as {
    get(request: Buffer, done: (error: Error | null) => void): void;
    close(): void;
  };
  const auth = anonymous(gateway, AuthService);
  const inTurn = (call: () => Promise<unknown>) => async () => {
    for (let i = 0; i < calls; i++) await call();
  };
  const post = (url: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then(
      (answer) => answer.text(),
    );
  const [ours, json, node, js] = await takeTurns(
    [
      {
        name: 'LifeOS: GetStatus, Connect binary (asks the database)',
        units: calls,
        work: inTurn(() => auth.getStatus({})),
      },
      {
        name: 'LifeOS: GetStatus, JSON by fetch (asks the database)',
        units: calls,
        work: inTurn(() => post(`${gateway.url}/lifeos.identity.v1.AuthService/GetStatus`)),
      },
      { name: 'raw node:http, JSON by fetch (asks nothing)', units: calls, work: inTurn(() => post(rawUrl)) },
      {
        name: '@grpc/grpc-js (asks nothing)',
        units: calls,
        work: inTurn(
          () =>
            new Promise<void>((resolve, reject) =>
              peerClient.get(Buffer.alloc(0), (error) => (error ? reject(error) : resolve())),
            ),
        ),
      },
    ],
    rounds,
  );
  peerClient.close();
  server.forceShutdown();
  raw.close();
  if (!ours || !json || !node || !js) throw new Error('Nothing was timed.');
  const goal = 'none: told for scale';
  return [
    { what: 'unary call', ours: json, peer: node, goal, isMet: () => true },
    { what: 'unary call', ours, peer: js, goal, isMet: () => true },
  ];
}
