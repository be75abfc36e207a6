// A foreign client proves the contract: Debian's own python3 with python3-grpcio over cleartext HTTP/2, and curl over plain POST.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { AccessService } from '#gen/lifeos/identity/v1/access_pb.ts';
import { claimGateway, startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';

const run = promisify(execFile);
const python = '/usr/bin/python3';
const plugin = '/usr/bin/grpc_python_plugin';
// The well-known types' own .proto files come with libprotobuf-dev.
const hasGrpc = [
  '/usr/lib/python3/dist-packages/grpc',
  '/usr/bin/protoc',
  plugin,
  '/usr/include/google/protobuf/timestamp.proto',
].every(existsSync);

let gateway: TestGateway;
let token: string;
const generated = mkdtempSync(join(tmpdir(), 'lifeos-python-'));

beforeAll(async () => {
  gateway = await startTestGateway();
  const ada = await claimGateway(gateway);
  ({ token } = await ada.use(AccessService).createApiToken({ name: 'interop', scopes: ['all'] }));
});
afterAll(async () => {
  await gateway?.stop();
  rmSync(generated, { recursive: true, force: true });
});

test.runIf(hasGrpc)('Python speaks gRPC with us, from nothing but the .proto files', async () => {
  const files = (await run('find', ['proto/lifeos', '-name', '*.proto'])).stdout.trim().split('\n');
  const names = [
    ...files.map((file) => file.replace('proto/', '')),
    'buf/validate/validate.proto',
    'status.proto',
  ];
  const includes = ['-Iproto', '-Iproto/vendor', '-Ie2e/interop'];
  const outputs = [
    `--python_out=${generated}`,
    `--grpc_out=${generated}`,
    `--plugin=protoc-gen-grpc=${plugin}`,
  ];
  await run('/usr/bin/protoc', [...includes, ...outputs, ...names]);
  const { stdout } = await run(
    python,
    ['e2e/interop/client.py', generated, new URL(gateway.url).host, token],
    { timeout: 60_000 },
  );
  expect(JSON.parse(stdout)).toEqual({
    health: 'SERVING',
    accepted: true,
    repeated: true,
    unknown_kept: true,
    streamed: true,
    no_token: ['UNAUTHENTICATED', 'Sign in and try again.'],
    no_intents: ['INVALID_ARGUMENT', 'intents'],
    other_history: ['FAILED_PRECONDITION', RefusalCode.HISTORY],
    deadline: ['DEADLINE_EXCEEDED', true],
  });
});

async function curl(path: string, ...args: string[]): Promise<{ status: string; body: string }> {
  const { stdout } = await run('curl', ['-s', '-w', '\n%{http_code}', `${gateway.url}${path}`, ...args]);
  const at = stdout.lastIndexOf('\n');
  return { status: stdout.slice(at + 1), body: stdout.slice(0, at) };
}

const json = ['-H', 'content-type: application/json'];

test('curl proposes an entry in JSON, and reads it back', async () => {
  const bearer = ['-H', `authorization: Bearer ${token}`];
  const intent = {
    id: crypto.randomUUID(),
    time: { wallMs: String(Date.now()), counter: 0, deviceId: crypto.randomUUID() },
    body: {
      entryRecorded: {
        entryId: crypto.randomUUID(),
        kind: 'weight',
        occurredAt: '2026-11-21T07:00:00Z',
        zone: 'UTC',
        values: [{ name: 'mass', quantity: { amount: '81.20', unit: 'kg' } }],
      },
    },
  };
  const proposed = await curl(
    '/lifeos.system.v1.IntentService/Propose',
    ...bearer,
    ...json,
    '-d',
    JSON.stringify({ intents: [intent] }),
  );
  expect([proposed.status, JSON.parse(proposed.body).outcomes[0].accepted.id]).toEqual(['200', intent.id]);
  const listed = await curl(
    '/lifeos.system.v1.EntryService/List',
    ...bearer,
    ...json,
    '-d',
    '{"kind":"weight"}',
  );
  expect(JSON.parse(listed.body).entries[0].values).toEqual([
    { name: 'mass', quantity: { amount: '81.20', unit: 'kg' } },
  ]);
});

test('bad input gets a typed refusal with advice, never a stack trace', async () => {
  const bearer = ['-H', `authorization: Bearer ${token}`];
  const propose = (data: string, ...more: string[]) =>
    curl('/lifeos.system.v1.IntentService/Propose', ...bearer, ...json, '--data-binary', data, ...more);
  const answers = [
    await propose('{"intents":'),
    await propose('{"intents":"many"}'),
    await propose('[]'),
    await propose(`{"intents":${'['.repeat(5000)}`),
    await curl('/lifeos.system.v1.EntryService/List', ...bearer, ...json, '-d', '{"page":{"cursor":"!!"}}'),
    await curl('/lifeos.system.v1.EntryService/List', ...bearer, ...json, '-d', '{"page":{"size":99999}}'),
    await curl('/lifeos.system.v1.NoService/Nothing', ...bearer, ...json, '-d', '{}'),
  ];
  for (const { status, body } of answers) {
    expect(Number(status)).toBeGreaterThanOrEqual(400);
    expect(Number(status)).toBeLessThan(500);
    expect(body).not.toMatch(/\.ts:|at Object|node_modules/);
  }
  const many = JSON.stringify({ intents: Array.from({ length: 501 }, () => ({})) });
  expect((await propose(many)).body).toContain('Send at most 500 at a time.');
});

test('the same port speaks gRPC-Web and HTTP/2 without TLS', async () => {
  const h2 = await run('curl', [
    '-s',
    '--http2-prior-knowledge',
    '-w',
    '%{http_version}',
    `${gateway.url}/healthz`,
  ]);
  expect(h2.stdout).toBe('ok\n2');
  const frame = Buffer.from([0, 0, 0, 0, 0]);
  const web = await fetch(`${gateway.url}/lifeos.identity.v1.AuthService/GetStatus`, {
    method: 'POST',
    headers: { 'content-type': 'application/grpc-web+proto' },
    body: frame,
  });
  expect([web.status, web.headers.get('content-type')]).toEqual([200, 'application/grpc-web+proto']);
  expect(Buffer.from(await web.arrayBuffer()).includes('grpc-status: 0')).toBe(true);
});
