// What the world is told. It is plain data, computed by the caller from the local database; nothing here is drawn unless it
// is in this state, and everything in this state is drawn and is also in the DOM twin.

export const domainNames = [
  'home',
  'health',
  'family',
  'creator',
  'travel',
  'legal',
  'communication',
  'career',
  'finance',
  'shopping',
] as const;

export type DomainName = (typeof domainNames)[number];

export interface Habit {
  id: string;
  name: string;
  streakDays: number;
  doneToday: boolean;
}

export interface IslandState {
  domain: DomainName;
  name: string;
  fact: string;
  /** Habit strength, 0 to 1: how green and how densely grown the island is. */
  strength: number;
  habits: Habit[];
}

export interface LanternState {
  id: string;
  domain: DomainName;
  title: string;
  time: string;
}

export interface BeaconState {
  id: string;
  domain: DomainName;
  title: string;
}

export interface SproutState {
  id: string;
  domain: DomainName;
  title: string;
}

export interface StoneState {
  metric: string;
  domain: DomainName;
  title: string;
  /** 0 to 1: the stone's height. */
  level: number;
  /** -1 to 1: how brightly its rune glows. */
  trend: number;
  text: string;
}

export interface DayState {
  /** Calendar day, YYYY-MM-DD. */
  day: string;
  /** 0 to 1, or null for a day without a value, which is a pale stone. */
  value: number | null;
  text: string;
}

export interface WorldState {
  nowMs: number;
  /** IANA name of the time zone; with nowMs it decides the light. */
  zone: string;
  greeting: string;
  subtitle: string;
  /** Only domains in use; home is always there. */
  islands: IslandState[];
  /** Today's entries, earliest first. */
  lanterns: LanternState[];
  /** Open approvals; the only red things of the world. */
  beacons: BeaconState[];
  /** Open proposals. */
  sprouts: SproutState[];
  /** Metrics. */
  stones: StoneState[];
  /** The last 365 days, oldest first; the last one is today. */
  year: { metricTitle: string; days: DayState[] };
}

export interface WorldActions {
  openDay(day: string): void;
  openEntry(id: string): void;
  openApproval(id: string): void;
  openProposal(id: string): void;
  openMetric(metric: string): void;
  openDomain(domain: DomainName): void;
}

/** One thing that can be pointed at, focused and opened. */
export type Target =
  | { kind: 'island'; domain: DomainName }
  | { kind: 'lantern' | 'beacon' | 'sprout'; id: string }
  | { kind: 'stone'; metric: string }
  | { kind: 'day'; day: string };

export function open(target: Target, actions: WorldActions): void {
  switch (target.kind) {
    case 'island':
      actions.openDomain(target.domain);
      break;
    case 'lantern':
      actions.openEntry(target.id);
      break;
    case 'beacon':
      actions.openApproval(target.id);
      break;
    case 'sprout':
      actions.openProposal(target.id);
      break;
    case 'stone':
      actions.openMetric(target.metric);
      break;
    case 'day':
      actions.openDay(target.day);
      break;
  }
}

/** A text that names a target, for comparing and for keys. */
export function keyOf(target: Target): string {
  switch (target.kind) {
    case 'island':
      return `island:${target.domain}`;
    case 'stone':
      return `stone:${target.metric}`;
    case 'day':
      return `day:${target.day}`;
    default:
      return `${target.kind}:${target.id}`;
  }
}

/** What belongs to a domain without an island stands at home, so that nothing is left out. */
export function shoreOf(islands: readonly { domain: DomainName }[], domain: DomainName): DomainName {
  return islands.some((island) => island.domain === domain) ? domain : 'home';
}
