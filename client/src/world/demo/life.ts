// A made-up life, always the same, for looking at the world and for its tests.
import { seeded } from '../geometry/noise.ts';
import type { DomainName, WorldState } from '../state.ts';

const islands: readonly (readonly [DomainName, string, string, number])[] = [
  ['home', 'Home', '4 of 5 rituals', 0.78],
  ['health', 'Health', '26-day streak', 1],
  ['family', 'Family', 'call Mum · 18:00', 0.7],
  ['creator', 'Creator', 'quiet for 9 days', 0.34],
  ['travel', 'Travel', 'Lisbon in 12 days', 0.45],
  ['legal', 'Legal', '1 approval waiting', 0.22],
  ['communication', 'Communication', 'inbox 7', 0.56],
  ['career', 'Career', 'deep work 4 h', 0.85],
  ['finance', 'Finance', '1 approval waiting', 0.62],
  ['shopping', 'Shopping', '2 parcels', 0.4],
];

const lanterns: Partial<Record<DomainName, readonly string[]>> = {
  home: ['Made the bed', 'Watered the plants', 'Ten minutes of tidying', 'Lights out plan'],
  health: ['Run 5 km', 'Breakfast: oats', 'HRV 62 ms'],
  family: ['Walk with Ida', 'Photo album'],
  creator: ['Two sketches'],
  travel: ['Booked the tram pass'],
  communication: ['Inbox to seven', 'Wrote to Samir'],
  career: ['Deep work, 2 h', 'Review of the plan', 'Deep work, 2 h'],
  finance: ['Groceries 34.10', 'Rent 900.00'],
  shopping: ['New running socks'],
  legal: ['Read the lease'],
};

const sprouts: readonly (readonly [DomainName, string])[] = [
  ['home', 'dim the lights at ten'],
  ['health', 'walk at lunch'],
  ['creator', 'draw before mail'],
  ['creator', 'a day without feeds'],
  ['travel', 'pack the evening before'],
  ['finance', 'round up savings'],
  ['shopping', 'wait three days before buying'],
];

const stones: readonly (readonly [DomainName, string, number, number, string])[] = [
  ['home', 'Mood', 0.9, 0.5, '7.4, rising'],
  ['home', 'Sleep', 0.6, 0.1, '7 h 10'],
  ['home', 'Energy', 0.75, -0.2, '6.1'],
  ['home', 'Focus', 0.4, -0.6, '2 h 40, falling'],
  ['home', 'Calm', 1, 0.8, '8.2, rising'],
  ['health', 'HRV', 0.95, 0.9, '62 ms ↑'],
  ['health', 'Resting pulse', 0.7, 0.2, '54'],
  ['career', 'Deep work', 0.85, 0.6, '4 h'],
  ['career', 'Meetings', 0.5, -0.1, '3 h'],
  ['finance', 'Savings', 0.6, 0.4, '18 %'],
  ['finance', 'Budget left', 0.8, 0.3, '312.40'],
  ['family', 'Time together', 0.7, 0.3, '9 h this week'],
  ['creator', 'Sketches', 0.3, -0.7, '2 this week'],
  ['legal', 'Open matters', 0.35, 0, '2'],
  ['communication', 'Answered', 0.55, 0.1, '71 %'],
  ['travel', 'Days away', 0.5, 0, '14 this year'],
  ['shopping', 'Spending', 0.4, -0.2, '84.00 this week'],
];

const todayMs = Date.UTC(2026, 10, 21);
const dayMs = 86_400_000;

/** `hour` is the local hour that decides the light. */
export function fullLife(hour: number): WorldState {
  return {
    ...emptyLife(hour),
    islands: islands.map(([domain, name, fact, strength]) => ({
      domain,
      name,
      fact,
      strength,
      habits: [
        {
          id: `${domain}-1`,
          name: 'Morning ritual',
          streakDays: Math.round(strength * 26),
          doneToday: strength > 0.5,
        },
      ],
    })),
    lanterns: Object.entries(lanterns).flatMap(([domain, titles]) =>
      titles.map((title, k) => ({
        id: `entry-${domain}-${k}`,
        domain: domain as DomainName,
        title,
        time: `${String(7 + k * 3).padStart(2, '0')}:20`,
      })),
    ),
    beacons: [
      { id: 'approval-lease', domain: 'legal', title: 'Sign lease' },
      { id: 'approval-240', domain: 'finance', title: 'Approve €240' },
    ],
    sprouts: sprouts.map(([domain, title], k) => ({ id: `proposal-${k}`, domain, title })),
    stones: stones.map(([domain, title, level, trend, text]) => ({
      metric: title.toLowerCase().replaceAll(' ', '-'),
      domain,
      title,
      level,
      trend,
      text,
    })),
    year: { metricTitle: 'mood', days: moods() },
  };
}

/** The first day: home, three entries, no history. */
export function emptyLife(hour: number): WorldState {
  return {
    nowMs: todayMs + hour * 3_600_000,
    zone: 'UTC',
    greeting:
      hour < 5 || hour >= 21
        ? 'Late evening'
        : hour < 11
          ? 'Good morning'
          : hour < 17
            ? 'Good afternoon'
            : 'Good evening',
    subtitle: 'Saturday 21 November · 7 h 10 sleep',
    islands: [{ domain: 'home', name: 'Home', fact: '3 entries', strength: 0.15, habits: [] }],
    lanterns: ['First entry', 'Slept 7 h', 'A quiet morning'].map((title, k) => ({
      id: `first-${k}`,
      domain: 'home',
      title,
      time: `0${7 + k}:10`,
    })),
    beacons: [],
    sprouts: [],
    stones: [],
    year: {
      metricTitle: 'mood',
      days: moods().map(({ day, text }, k) => ({ day, text, value: k > 362 ? 0.6 : null })),
    },
  };
}

function moods(): WorldState['year']['days'] {
  const random = seeded(123);
  return Array.from({ length: 365 }, (_, k) => {
    const week = Math.floor(k / 7);
    const season = 0.52 + 0.36 * Math.sin((week / 52) * Math.PI * 3 + 1) + 0.1 * Math.sin(week * 0.9);
    const value = Math.min(1, Math.max(0, season + (random() - 0.5) * 0.3 + (k % 7 > 4 ? 0.08 : 0)));
    const day = new Date(todayMs - (364 - k) * dayMs).toISOString().slice(0, 10);
    const isMissing = k % 97 === 40;
    return {
      day,
      value: isMissing ? null : value,
      text: `${day}: ${isMissing ? 'no mood' : `mood ${(value * 10).toFixed(1)}`}`,
    };
  });
}
