// From a session to screens: who is not signed in is welcomed, who is gets their life.

import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Mark } from '#client/ui/mark.tsx';
import { SignIn } from '#client/welcome/SignIn.tsx';
import { Welcome } from '#client/welcome/Welcome.tsx';
import type { Life } from './life.ts';
import { createMoment, MomentContext } from './moment.ts';
import { NotOpen } from './NotOpen.tsx';
import { createAppRouter } from './routes.tsx';
import type { Session } from './session.ts';
import { LifeContext, useSyncStatus } from './useLife.ts';
import { SessionContext } from './useSession.ts';

export interface AppProps {
  readonly session: Session;
  readonly openLife: (userId: string) => Life;
}

export function App({ session, openLife }: AppProps) {
  const state = useSyncExternalStore(session.onChange, session.get);
  return (
    <SessionContext value={session}>
      {state.kind === 'loading' ? <Opening /> : null}
      {state.kind === 'welcome' ? <Welcome /> : null}
      {state.kind === 'signIn' ? <SignIn /> : null}
      {state.kind === 'signedIn' ? (
        <SignedIn key={state.userId} userId={state.userId} openLife={openLife} />
      ) : null}
    </SessionContext>
  );
}

function SignedIn({ userId, openLife }: { userId: string; openLife: (userId: string) => Life }) {
  const life = useMemo(() => openLife(userId), [openLife, userId]);
  const [moment] = useState(createMoment);
  const [router] = useState(createAppRouter);
  // Whoever comes from the welcome page begins at the front door.
  useEffect(() => {
    if (router.state.location.pathname === '/welcome') void router.navigate({ to: '/', replace: true });
  }, [router]);
  return (
    <LifeContext value={life}>
      <MomentContext value={moment}>
        <OpenLife>
          <RouterProvider router={router} />
        </OpenLife>
      </MomentContext>
    </LifeContext>
  );
}

function OpenLife({ children }: { children: ReactNode }) {
  const { kind, trouble } = useSyncStatus();
  return kind === 'closed' ? <NotOpen advice={trouble} /> : children;
}

function Opening() {
  return (
    <main className="opening" aria-busy="true">
      <h1 className="vh">LifeOS</h1>
      <Mark size={64} />
    </main>
  );
}
