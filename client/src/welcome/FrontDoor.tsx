// The frame of what is seen before anyone is signed in.

import type { ReactNode } from 'react';
import type { Failed } from '#client/app/session.ts';
import { Mark } from '#client/ui/mark.tsx';
import { useIsWide } from '#client/ui/useIsWide.ts';
import { Archipelago } from '#client/worldscreen/Archipelago.tsx';
import './welcome.css';

const islands = [
  { domain: 'health', strength: 0.8, waits: false },
  { domain: 'creator', strength: 0.5, waits: false },
  { domain: 'finance', strength: 0.4, waits: false },
  { domain: 'family', strength: 0.7, waits: false },
  { domain: 'travel', strength: 0.3, waits: false },
  { domain: 'career', strength: 0.6, waits: false },
  { domain: 'communication', strength: 0.5, waits: false },
  { domain: 'shopping', strength: 0.3, waits: false },
  { domain: 'legal', strength: 0.4, waits: false },
] as const;

export function FrontDoor({ title, children }: { title: string; children: ReactNode }) {
  const isWide = useIsWide();
  return (
    <main className="front-door">
      <div className="scene">
        <Archipelago islands={islands} lanternCount={5} homeWaits={false} tall={isWide} />
      </div>
      <div className="step">
        <p className="brand">
          <Mark size={40} />
          <span>LifeOS</span>
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** What went wrong, and what to do. */
export function FailedNote({ failed }: { failed: Failed | undefined }) {
  return (
    <div role="alert">
      {failed ? (
        <p className="failed">
          <b>{failed.what}</b> {failed.advice}
        </p>
      ) : null}
    </div>
  );
}
