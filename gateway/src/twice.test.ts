// Answers get lost, and then the call is made again: in a row, at once, and after a restart. Each call that changes something gives
// the same reply or a refusal that says what to do, and what it does is done once.

import { MethodOptions_IdempotencyLevel as Level } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { password } from '../../scripts/testing/gateway.ts';
import { services } from './main.ts';
import { type Answer, answerOf, type Doubled, type Home, type Homes, startHome } from './twice.fixture.ts';
import { readers, table } from './twice.table.fixture.ts';

const cases = Object.entries(table).flatMap(([method, ways]) =>
  Object.entries(ways).map(([way, prepare]) => ({ method, way, prepare })),
);
/** Those that need a home that nobody has claimed, each its own. */
const isFirst = (way: string) => way === 'the first start';

let owned: Home;
let token: string;
const unclaimed: Home[] = [];
const made: { name: string; doubled: Doubled; first: Answer | undefined }[] = [];

beforeAll(async () => {
  const wanted = 1 + 2 * cases.filter(({ way }) => isFirst(way)).length;
  const homes = await Promise.all(Array.from({ length: wanted }, startHome));
  owned = homes.pop() as Home;
  unclaimed.push(...homes);
  const device = { deviceId: crypto.randomUUID(), name: 'A test' };
  const { signedIn } = await owned
    .use(AuthService)
    .claim({ claim: owned.claim, name: 'Ada', password, device });
  token = signedIn?.accessToken ?? '';
});
afterAll(async () => {
  await Promise.all([owned, ...new Set(made.map(({ doubled }) => doubled.home)), ...unclaimed].map(end));
});
const ended = new Set<Home>();
async function end(home: Home | undefined): Promise<void> {
  if (!home || ended.has(home)) return;
  ended.add(home);
  await home.stop();
}

function homesFor(way: string): Homes {
  const fresh = isFirst(way) ? unclaimed.pop() : unclaimed[0];
  return { owned, token, fresh: fresh ?? owned };
}

function expectSame({ same }: Doubled, first: Answer | undefined, again: Answer): void {
  if (same && first?.kind === 'reply' && again.kind === 'reply')
    expect(same(again.reply)).toEqual(same(first.reply));
}

test('every call is known: it only reads, or it is in the table', () => {
  const writers = services.flatMap((service) =>
    service.methods
      .filter((method) => method.idempotency !== Level.NO_SIDE_EFFECTS)
      .map((method) => `${service.typeName}/${method.name}`),
  );
  expect(writers.sort()).toEqual([...Object.keys(table), ...readers].sort());
});

describe.each(cases)('$method, $way', ({ method, way, prepare }) => {
  test('in a row', async () => {
    const doubled = await prepare(homesFor(way));
    const first = await answerOf(doubled.call());
    expectSame(doubled, first, await answerOf(doubled.call()));
    expect(first.kind).toBe('reply');
    await answerOf(doubled.other());
    expect(await doubled.effects()).toEqual(doubled.wanted);
    expectSame(doubled, first, await answerOf(doubled.call()));
    made.push({ name: `${method}, ${way}, in a row`, doubled, first });
  });

  test('at once', async () => {
    const doubled = await prepare(homesFor(way));
    const answers = await Promise.all([answerOf(doubled.call()), answerOf(doubled.call())]);
    const first = answers.find(({ kind }) => kind === 'reply');
    expect(first).toBeDefined();
    for (const answer of answers) expectSame(doubled, first, answer);
    await answerOf(doubled.other());
    expect(await doubled.effects()).toEqual(doubled.wanted);
    made.push({ name: `${method}, ${way}, at once`, doubled, first });
  });
});

test('again, after a restart', async () => {
  const homes = new Set(made.map(({ doubled }) => doubled.home));
  await Promise.all([...homes].map((home) => home.restart()));
  for (const { name, doubled, first } of made) {
    expectSame(doubled, first, await answerOf(doubled.call()));
    await answerOf(doubled.other());
    expect([name, await doubled.effects()]).toEqual([name, doubled.wanted]);
  }
});
