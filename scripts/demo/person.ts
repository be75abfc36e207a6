// The person of the demo, day by day: what changes slowly, so that the numbers of a day have reasons.

import { addDays, localDay, localTime } from '#core/projection/day.ts';
import type { Chance } from '../sim/random.ts';
import { around } from './dice.ts';

/** One day of the person, before anything is written down. */
export interface Day {
  readonly day: string;
  /** Monday is 0. */
  readonly weekday: number;
  readonly isFree: boolean;
  readonly zone: string;
  readonly currency: 'EUR' | 'USD';
  readonly isAway: boolean;
  /** How far the zone's clock is ahead of UTC, in milliseconds. */
  readonly offsetMs: number;
  /** From -1 in the middle of winter to 1 in the middle of summer. */
  readonly season: number;
  /** Hours slept in the night before. */
  readonly slept: number;
  /** Around zero; drifts over weeks. */
  readonly spirits: number;
  /** From 0 to 1. */
  readonly fitness: number;
  readonly weightKg: number;
  readonly illness: Illness | undefined;
  /** The habits that were kept. */
  readonly kept: readonly string[];
}

export interface Illness {
  readonly name: 'headache' | 'cold' | 'back pain' | 'hay fever';
  /** From 1 to 10. */
  readonly severity: number;
}

interface Trip {
  readonly zone: string;
  readonly currency: Day['currency'];
  daysLeft: number;
}

/** Habits, and how likely a day of a good and of a bad stretch keeps them. */
const habits = [
  { kind: 'stretch', good: 0.93, bad: 0.08 },
  { kind: 'floss', good: 0.97, bad: 0.3 },
  { kind: 'guitar', good: 0.7, bad: 0.02 },
  { kind: 'tidy-up', good: 0.75, bad: 0.2 },
  { kind: 'vitamin-d', good: 0.9, bad: 0.05 },
] as const;

const homeZone = 'Europe/Lisbon';
const places = [
  { zone: 'Europe/Berlin', currency: 'EUR' },
  { zone: 'Europe/Athens', currency: 'EUR' },
  { zone: 'America/New_York', currency: 'USD' },
  { zone: 'America/Chicago', currency: 'USD' },
] as const;

/** The days from `first` on, for ever. */
export function* daysOf(chance: Chance, first: string): Generator<Day> {
  let [spirits, fitness, weightKg] = [0, 0.4, 82.5];
  let trip: Trip | undefined;
  let illness: (Illness & { daysLeft: number }) | undefined;
  const isGood = new Map<string, boolean>(habits.map(({ kind }) => [kind, chance.is(0.6)]));
  for (let index = 0; ; index++) {
    const day = addDays(first, index);
    const date = new Date(`${day}T12:00:00Z`);
    const weekday = (date.getUTCDay() + 6) % 7;
    const yearShare = (date.getTime() / 86_400_000 / 365.25) % 1;
    const season = -Math.cos(2 * Math.PI * (yearShare - 0.03));
    trip = nextTrip(chance, trip, season);
    illness = nextIllness(chance, illness, season);
    const isFree = weekday > 4 || (trip !== undefined && chance.is(0.7));
    // A demanding job takes half an hour of sleep for two years: something that change-point detection can find.
    const isBusyTime = index > 1200 && index < 1950;
    const slept = clamp(
      around(chance, (isBusyTime ? 6.7 : 7.2) + (isFree ? 0.8 : 0) - (illness ? 0.5 : 0), 0.65),
      3,
      11,
    );
    spirits = clamp(
      spirits * 0.97 + around(chance, 0.02 * (slept - 7), 0.16) - (isBusyTime ? 0.01 : 0),
      -2.5,
      2.5,
    );
    fitness = clamp(fitness + around(chance, 0.001 * season, 0.006), 0.1, 1);
    weightKg = clamp(weightKg + around(chance, -0.004 * (fitness - 0.45) - 0.004 * season, 0.07), 68, 96);
    const kept = habits
      .filter(({ kind, good, bad }) => {
        // A streak breaks about twice a year, sooner when ill or away, and takes some weeks to come back.
        const wasGood = isGood.get(kind) ?? true;
        const stays = wasGood ? !chance.is(illness || trip ? 0.03 : 0.005) : chance.is(0.03);
        isGood.set(kind, stays);
        return chance.is(stays ? good : bad);
      })
      .map(({ kind }) => kind);
    const zone = trip?.zone ?? homeZone;
    const noonMs = date.getTime();
    yield {
      day,
      weekday,
      isFree,
      zone,
      currency: trip?.currency ?? 'EUR',
      isAway: trip !== undefined,
      offsetMs: Date.parse(`${localDay(noonMs, zone)}T${localTime(noonMs, zone)}:00Z`) - noonMs,
      season,
      slept,
      spirits,
      fitness,
      weightKg,
      illness,
      kept,
    };
  }
}

function nextTrip(chance: Chance, trip: Trip | undefined, season: number): Trip | undefined {
  if (trip && --trip.daysLeft > 0) return trip;
  // Five trips a year, more of them in summer.
  if (!chance.is(0.012 + 0.008 * Math.max(0, season))) return undefined;
  return { ...chance.pick(places), daysLeft: 3 + chance.below(12) };
}

function nextIllness(
  chance: Chance,
  illness: (Illness & { daysLeft: number }) | undefined,
  season: number,
): (Illness & { daysLeft: number }) | undefined {
  if (illness && illness.daysLeft > 1)
    return {
      ...illness,
      daysLeft: illness.daysLeft - 1,
      severity: Math.max(1, illness.severity - chance.below(2)),
    };
  if (!chance.is(0.022)) return undefined;
  const name = chance.pick(
    season > 0.2 ? (['hay fever', 'headache'] as const) : (['cold', 'headache', 'back pain'] as const),
  );
  return { name, severity: 3 + chance.below(6), daysLeft: name === 'headache' ? 1 : 2 + chance.below(7) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
