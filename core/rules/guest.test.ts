import { describe, expect, it } from 'vitest';
import { createGuest, type GuestWorker } from './guest.ts';

/** A worker that answers with its own number and the question; 'hang' gets no answer, 'die' ends it. */
function fakeWorkers() {
  const events: string[] = [];
  let count = 0;
  const spawn = (): GuestWorker => {
    const number = ++count;
    let tell: Parameters<GuestWorker['listen']>[0] | undefined;
    events.push(`start ${number}`);
    return {
      listen(on) {
        tell = on;
        queueMicrotask(() => on.message('ready'));
      },
      post(question) {
        if (question === 'die') queueMicrotask(() => tell?.crash('it died'));
        else if (question !== 'hang') queueMicrotask(() => tell?.message(`${number}: ${question}`));
      },
      terminate: () => void events.push(`end ${number}`),
    };
  };
  return { spawn, events };
}

function setUp(waitingMax = 10) {
  const { spawn, events } = fakeWorkers();
  const guest = createGuest<string, string>({ spawn, startMsMax: 1_000, waitingMax });
  const ask = (question: string, signal?: AbortSignal) =>
    guest.inTurn((askNow) => askNow(question, 5, signal));
  return { guest, events, ask };
}

describe('a guest', () => {
  it('answers one question after another with one worker, started by the first', async () => {
    const { ask, events } = setUp();
    expect(events).toEqual([]);
    const answers = await Promise.all(['a', 'b', 'c'].map((question) => ask(question)));
    expect(answers.map((each) => each.ok && each.answer)).toEqual(['1: a', '1: b', '1: c']);
    expect(events).toEqual(['start 1']);
  });

  it('is killed when it is too slow, and the next question gets a new one', async () => {
    const { ask, events } = setUp();
    const [hung, next] = await Promise.all([ask('hang'), ask('a')]);
    expect(hung).toMatchObject({ ok: false, why: 'timeout' });
    expect(next).toEqual({ ok: true, answer: '2: a' });
    expect(events).toEqual(['start 1', 'end 1', 'start 2']);
  });

  it('that ends by itself costs only the question it was asked', async () => {
    const { ask } = setUp();
    expect(await ask('die')).toMatchObject({ ok: false, why: 'crashed', message: 'it died' });
    expect(await ask('a')).toEqual({ ok: true, answer: '2: a' });
  });

  it('gives a turn to one at a time', async () => {
    const { guest, ask } = setUp();
    const seen: string[] = [];
    const long = guest.inTurn(async (askNow) => {
      seen.push('long begins');
      await askNow('a', 5);
      const answer = await askNow('b', 5);
      seen.push('long ends');
      return answer;
    });
    await Promise.all([long, ask('c').then(() => seen.push('short'))]);
    expect(seen).toEqual(['long begins', 'long ends', 'short']);
  });

  it('says that it is busy instead of queueing without end', async () => {
    const { ask } = setUp(2);
    const answers = await Promise.all([ask('a'), ask('b'), ask('c')]);
    expect(answers[2]).toMatchObject({ ok: false, why: 'busy' });
    expect(await ask('d')).toMatchObject({ ok: true });
  });

  it('can be called off', async () => {
    const { ask, events } = setUp();
    const controller = new AbortController();
    const asked = ask('hang', controller.signal);
    controller.abort();
    expect(await asked).toMatchObject({ ok: false, why: 'aborted' });
    expect(await ask('a', AbortSignal.abort())).toMatchObject({ ok: false, why: 'aborted' });
    expect(events.filter((event) => event.startsWith('start')).length).toBeLessThanOrEqual(1);
  });

  it('answers everything that waits when it is closed', async () => {
    const { guest, ask } = setUp();
    const asked = [ask('hang'), ask('a')];
    guest.close();
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: false, why: 'closed' });
  });
});
