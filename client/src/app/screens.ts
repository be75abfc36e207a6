// The screens, in the order of the rail. Only what works is listed.

import {
  BookOpen,
  ChartLine,
  ClipboardCheck,
  type LucideIcon,
  Palmtree,
  ScrollText,
  Settings,
  Sprout,
  Sun,
} from 'lucide-react';

export interface ScreenLink {
  readonly to: '/' | '/journal' | '/habits' | '/insights' | '/approvals' | '/rules' | '/world' | '/settings';
  readonly name: string;
  readonly picture: LucideIcon;
  /** What one finds there, for the palette. */
  readonly about: string;
  /** Letter after "g". */
  readonly key: string;
}

const today = { to: '/', name: 'Today', picture: Sun, about: 'what happened, what waits', key: 't' } as const;
const journal = {
  to: '/journal',
  name: 'Journal',
  picture: BookOpen,
  about: 'everything you wrote, searched',
  key: 'j',
} as const;
const habits = {
  to: '/habits',
  name: 'Habits',
  picture: Sprout,
  about: 'what you want to keep doing',
  key: 'h',
} as const;
const insights = {
  to: '/insights',
  name: 'Insights',
  picture: ChartLine,
  about: 'how it goes, and patterns',
  key: 'i',
} as const;
const world = {
  to: '/world',
  name: 'World',
  picture: Palmtree,
  about: 'your life as islands',
  key: 'w',
} as const;
const approvals = {
  to: '/approvals',
  name: 'Approvals',
  picture: ClipboardCheck,
  about: 'what waits for your word',
  key: 'a',
} as const;
const rules = {
  to: '/rules',
  name: 'Rules',
  picture: ScrollText,
  about: 'what you want to live by',
  key: 'r',
} as const;
const settings = {
  to: '/settings',
  name: 'Settings',
  picture: Settings,
  about: 'devices, look, import',
  key: 's',
} as const;

export const railGroups: readonly (readonly ScreenLink[])[] = [
  [today, journal, habits, insights],
  [approvals, rules],
  [world],
];
export const railFoot: ScreenLink = settings;
export const tabs: readonly ScreenLink[] = [today, journal, approvals, insights];
export const moreTabs: readonly ScreenLink[] = [habits, rules, world, settings];
export const allScreens: readonly ScreenLink[] = [
  today,
  journal,
  habits,
  insights,
  approvals,
  rules,
  world,
  settings,
];
