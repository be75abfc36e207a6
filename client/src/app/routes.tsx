// Which address shows which screen. Each screen is fetched when it is first opened; offline they are all here already.

import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { Shell } from './shell/Shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

interface JournalSearch {
  readonly q?: string | undefined;
  readonly entry?: string | undefined;
  readonly day?: string | undefined;
}

const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('#client/today/TodayScreen.tsx'), 'TodayScreen'),
});

const journal = createRoute({
  getParentRoute: () => root,
  path: '/journal',
  validateSearch: (search): JournalSearch => ({
    q: text(search.q),
    entry: text(search.entry),
    day: text(search.day),
  }),
  component: lazyRouteComponent(() => import('#client/journal/JournalScreen.tsx'), 'JournalScreen'),
});

const habits = createRoute({
  getParentRoute: () => root,
  path: '/habits',
  component: lazyRouteComponent(() => import('#client/habits/HabitsScreen.tsx'), 'HabitsScreen'),
});

const insights = createRoute({
  getParentRoute: () => root,
  path: '/insights',
  validateSearch: (search): { metric?: string | undefined; days?: string | undefined } => ({
    metric: text(search.metric),
    days: text(String(search.days ?? '')),
  }),
  component: lazyRouteComponent(() => import('#client/insights/InsightsScreen.tsx'), 'InsightsScreen'),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: (search): { id?: string | undefined } => ({ id: text(search.id) }),
  component: lazyRouteComponent(() => import('#client/approvals/ApprovalsScreen.tsx'), 'ApprovalsScreen'),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  validateSearch: (search): { id?: string | undefined } => ({ id: text(search.id) }),
  component: lazyRouteComponent(() => import('#client/rules/RulesScreen.tsx'), 'RulesScreen'),
});

const world = createRoute({
  getParentRoute: () => root,
  path: '/world',
  component: lazyRouteComponent(() => import('#client/worldscreen/WorldScreen.tsx'), 'WorldScreen'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('#client/settings/SettingsScreen.tsx'), 'SettingsScreen'),
});

const tree = root.addChildren([today, journal, habits, insights, approvals, rules, world, settings]);

export function createAppRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultPendingComponent: WaitingBars,
    defaultErrorComponent: Stumbled,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

function NotFound() {
  return (
    <div className="stack">
      <h1>There is nothing here</h1>
      <p>
        This address leads nowhere. <Link to="/">Go to today</Link>
      </p>
    </div>
  );
}

// A bug in one screen leaves the others standing. What happened is for the console; the person gets a way on.
function Stumbled({ reset }: ErrorComponentProps) {
  return (
    <div className="stack" role="alert">
      <h1>This screen stumbled</h1>
      <p>Nothing you wrote is lost: it is kept apart from the screens.</p>
      <div className="actions">
        <button type="button" className="btn main" onClick={reset}>
          Try again
        </button>
        <button type="button" className="btn" onClick={() => location.reload()}>
          Load LifeOS again
        </button>
      </div>
    </div>
  );
}
