// Devices, look, import, and what lies on this device.

import { useEffect, useMemo } from 'react';
import { useSession, useSessionState } from '#client/app/useSession.ts';
import { Button } from '#client/ui/button.tsx';
import { createAccess } from './access.ts';
import { Devices } from './Devices.tsx';
import { ImportDrop } from './ImportDrop.tsx';
import { Look } from './Look.tsx';
import { OnThisDevice } from './OnThisDevice.tsx';
import { PastImports } from './PastImports.tsx';
import { SignInWays } from './SignInWays.tsx';
import { Tokens } from './Tokens.tsx';
import './settings.css';

export function SettingsScreen() {
  const session = useSession();
  const state = useSessionState();
  const access = useMemo(() => createAccess(session), [session]);
  useEffect(() => {
    if (location.hash === '#import') document.getElementById('import')?.scrollIntoView();
  }, []);
  return (
    <>
      <header className="head">
        <div>
          <h1>Settings</h1>
          <p>{state.kind === 'signedIn' ? `Signed in as ${state.name}` : ''}</p>
        </div>
        <Button onPress={() => void session.signOut()}>Sign out</Button>
      </header>
      <div className="settings">
        <div className="stack">
          <Look />
          <section className="card" id="import" aria-labelledby="h-import">
            <h2 id="h-import">Bring your history</h2>
            <ImportDrop />
            <PastImports />
          </section>
          <OnThisDevice />
        </div>
        <div className="stack">
          <SignInWays />
          <Devices access={access} />
          <Tokens access={access} />
        </div>
      </div>
    </>
  );
}
