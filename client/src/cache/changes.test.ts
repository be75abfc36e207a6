import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf } from '#core/log/body.ts';
import { EntryAmendedSchema, EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Event, EventSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { changesOf, seenBy, versionsOf } from './changes.ts';

const entryId = '00000000-0000-7000-8000-000000000001';
const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Devices that write one entry, hear of each other now and then, and know exactly what they have heard. */
function world() {
  const all: Event[] = [];
  const log: Event[] = [];
  let nowMs = 1_000_000;
  const device = (n: number) => {
    const mine: Event[] = [];
    const unsent: Event[] = [];
    return {
      knows: mine,
      write(note: string, isTold = true, kind = '') {
        nowMs += 1_000;
        const fields = note === '' ? { kind } : { note, kind };
        const value = create(EntryAmendedSchema, { entryId, ...fields, seen: isTold ? seenBy(mine) : [] });
        const body =
          all.length === 0
            ? bodyOf('entryRecorded', create(EntryRecordedSchema, { entryId, kind: 'note', note }))
            : bodyOf('entryAmended', value);
        const time = { wallMs: BigInt(nowMs), counter: 0, deviceId: idOf(900 + n) };
        const event = create(EventSchema, { id: idOf(all.length + 10), time, body });
        all.push(event);
        mine.push(event);
        unsent.push(event);
        return event;
      },
      sync() {
        nowMs += 1_000;
        for (const event of unsent.splice(0)) {
          event.seq = BigInt(log.length + 1);
          event.recordedAt = timestampFromMs(nowMs);
          log.push(event);
        }
        for (const event of log) if (!mine.includes(event)) mine.push(event);
      },
    };
  };
  return { all, device };
}

const notesOf = (events: readonly Event[]) => versionsOf(events).map(({ fields }) => fields.note);

describe('two devices', () => {
  test('that changed the same field without knowing of each other have a version each, the later one shown', () => {
    const { all, device } = world();
    const [phone, laptop] = [device(1), device(2)];
    phone.write('lunch');
    phone.sync();
    laptop.sync();
    laptop.write('lunch, on the laptop');
    laptop.sync();
    phone.write('lunch, on the phone'); // offline all the time: the laptop's was in the log already
    phone.sync();
    laptop.sync();
    expect(notesOf(laptop.knows)).toEqual(['lunch, on the laptop', 'lunch, on the phone']);
    expect(versionsOf(all).map(({ isShown }) => isShown)).toEqual([false, true]);
    laptop.write('lunch, on the laptop');
    expect(notesOf(laptop.knows)).toEqual([]);
  });

  test('that changed different fields, or wrote the same, have nothing to choose', () => {
    const { device } = world();
    const [phone, laptop] = [device(1), device(2)];
    phone.write('lunch');
    phone.sync();
    laptop.sync();
    phone.write('a late lunch');
    laptop.write('a late lunch');
    phone.sync();
    laptop.sync();
    expect(notesOf(laptop.knows)).toEqual([]);
  });

  test('that each have the last word on another field are shown what came of both, too', () => {
    const { device } = world();
    const [phone, laptop] = [device(1), device(2)];
    phone.write('lunch');
    phone.sync();
    laptop.sync();
    phone.write('on the phone');
    laptop.write('on the laptop', true, 'meal');
    phone.write('', true, 'mood');
    phone.sync();
    laptop.sync();
    expect(versionsOf(laptop.knows).map(({ fields, isShown }) => ({ ...fields, isShown }))).toEqual([
      { note: 'on the laptop', kind: 'meal', isShown: false },
      { note: 'on the phone', kind: 'mood', isShown: false },
      { note: 'on the laptop', kind: 'mood', isShown: true },
    ]);
  });

  test('whose programs do not say what they had seen are told apart by what the gateway had recorded', () => {
    const { device } = world();
    const [phone, laptop] = [device(1), device(2)];
    phone.write('lunch');
    phone.sync();
    laptop.sync();
    phone.write('one', false);
    laptop.write('two', false);
    phone.sync();
    laptop.sync();
    expect(notesOf(laptop.knows)).toEqual(['one', 'two']);
    laptop.write('three', false);
    expect(notesOf(laptop.knows)).toEqual([]);
  });
});

const act = fc.record({ who: fc.nat(2), does: fc.constantFrom('write', 'sync', 'sync') });

test('an entry has versions if and only if some ends of its changes were written unknown to all later ones', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
      const { all, device } = world();
      const devices = [0, 1, 2].map(device);
      const knew = new Map<Event, readonly Event[]>();
      const write = (n: number) => {
        const before = [...(devices[n]?.knows ?? [])];
        const event = devices[n]?.write(`words ${all.length}`) as Event;
        knew.set(event, before);
      };
      write(0);
      for (const each of devices) each.sync();
      for (const { who, does } of acts)
        if (does === 'write') write(who);
        else devices[who]?.sync();
      for (const each of [...devices, ...devices]) each.sync();
      const ends = all.filter((event) => ![...knew.values()].some((known) => known.includes(event)));
      const wanted = ends.length < 2 ? [] : ends.map((event) => changesOf([event])[0]?.fields.note).sort();
      for (const each of devices) expect([...notesOf(each.knows)].sort()).toEqual(wanted);
      // Whoever chooses, chooses for all.
      write(1);
      for (const each of [...devices, ...devices]) each.sync();
      for (const each of devices) expect(notesOf(each.knows)).toEqual([]);
    }),
  );
});

test('the order in which events arrive does not matter', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), fc.func(fc.integer()), (acts, order) => {
      const { all, device } = world();
      const devices = [0, 1, 2].map(device);
      devices[0]?.write('words');
      for (const each of devices) each.sync();
      for (const { who, does } of acts)
        if (does === 'write') devices[who]?.write(`words ${all.length}`);
        else devices[who]?.sync();
      const shuffled = [...all].sort((a, b) => order(a.id) - order(b.id));
      expect(versionsOf(shuffled)).toEqual(versionsOf(all));
      expect(seenBy(shuffled)).toEqual(seenBy(all));
    }),
  );
});
