// The frame around every screen: rail or tab bar, the top bar with its promises, and what may lie over them.

import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Palette } from '../palette/Palette.tsx';
import { useAnswer } from '../useLife.ts';
import { WhyDrawer } from '../why/WhyDrawer.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { Rail } from './Rail.tsx';
import { TabBar } from './TabBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useKeys } from './useKeys.ts';
import './shell.css';

export function Shell() {
  useKeys();
  const view = useRef<HTMLDivElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const first = useRef(true);
  const approvals = useAnswer('approvals', {});
  const proposals = useAnswer('proposals', {});
  const open = [...(approvals ?? []), ...(proposals ?? [])].filter((one) => one.state === 'open').length;

  // A new screen takes the focus, so that a keyboard and a screen reader are where the eyes are; the first one leaves it alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when the path changes, not when it reads it.
  useEffect(() => {
    if (first.current) first.current = false;
    else view.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);

  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <Rail waiting={open} />
        <main className="screen" id="main">
          <TopBar />
          <div className="view" ref={view} tabIndex={-1}>
            <Outlet />
          </div>
        </main>
      </div>
      <TabBar waiting={open} />
      <Palette />
      <WhyDrawer />
      <KeysDialog />
    </>
  );
}
