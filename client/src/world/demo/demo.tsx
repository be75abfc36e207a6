// A page for looking at the world alone: ?hour=13 &life=empty &compact &calm. It is no part of the product.
import '@fontsource-variable/figtree/index.css';
import '@fontsource-variable/fraunces/index.css';
import { _roots } from '@react-three/fiber';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { WorldActions } from '../state.ts';
import { WorldView } from '../WorldView.tsx';
import { emptyLife, fullLife } from './life.ts';

const query = new URLSearchParams(location.search);
const hour = Number(query.get('hour') ?? 13);
const state = query.get('life') === 'empty' ? emptyLife(hour) : fullLife(hour);

const opened: string[] = [];
const note = (word: string) => (id: string) => {
  opened.push(`${word} ${id}`);
};
const actions: WorldActions = {
  openDay: note('day'),
  openEntry: note('entry'),
  openApproval: note('approval'),
  openProposal: note('proposal'),
  openMetric: note('metric'),
  openDomain: note('domain'),
};

declare global {
  interface Window {
    /** What the last frame drew, and what was opened so far; read by whoever takes the pictures. */
    worldDemo: { opened: string[]; gl(): unknown; drawn(): unknown; unavailable: number; leave(): void };
  }
}

const canvasState = () => [..._roots.values()][0]?.store.getState();
window.worldDemo = {
  opened,
  unavailable: 0,
  leave: () => root?.unmount(),
  gl: () => canvasState()?.gl,
  drawn: () => {
    const info = canvasState()?.gl.info;
    return info && { ...info.render, ...info.memory };
  },
};

const element = document.getElementById('root');
const root = element === null ? undefined : createRoot(element);
root?.render(
  <StrictMode>
    <WorldView
      state={state}
      actions={actions}
      calm={query.has('calm')}
      compact={query.has('compact')}
      onUnavailable={() => {
        window.worldDemo.unavailable += 1;
      }}
    />
  </StrictMode>,
);
