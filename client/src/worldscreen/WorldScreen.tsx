// The way into the world. Its renderer is fetched only here; a browser that can't draw it gets the same islands as cards.

import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { WorldActions } from '#client/world/state.ts';
import { IslandCards } from './IslandCards.tsx';
import { useWorld } from './useWorld.ts';
import './worldscreen.css';

const WorldView = lazy(() =>
  import('#client/world/WorldView.tsx').then(({ WorldView: component }) => ({ default: component })),
);

export function WorldScreen() {
  const state = useWorld();
  const actions = useWorldActions();
  const [isUnavailable, setUnavailable] = useState(false);
  const giveUp = useCallback(() => setUnavailable(true), []);
  if (!state) return <p className="world-wait">Rowing over…</p>;
  if (isUnavailable) return <IslandCards state={state} actions={actions} />;
  return (
    <div className="world-screen">
      <Suspense fallback={<p className="world-wait">Rowing over…</p>}>
        <WorldView state={state} actions={actions} calm={false} compact={false} onUnavailable={giveUp} />
      </Suspense>
    </div>
  );
}

function useWorldActions(): WorldActions {
  const navigate = useNavigate();
  return useMemo(
    () => ({
      openDay: (day) => void navigate({ to: '/journal', search: { day } }),
      openEntry: (entry) => void navigate({ to: '/journal', search: { entry } }),
      openApproval: (id) => void navigate({ to: '/approvals', search: { id } }),
      openProposal: (id) => void navigate({ to: '/approvals', search: { id } }),
      openMetric: (metric) => void navigate({ to: '/insights', search: { metric } }),
      openDomain: () => void navigate({ to: '/habits' }),
    }),
    [navigate],
  );
}
