// All screens with invented data and no gateway, for looking at them while they are made. Not part of the product.
// Addresses: ?life=full|empty|offline|paused, ?door=welcome|signIn, #/approvals and the like name the screen.

import { createRoot } from 'react-dom/client';
import { App } from '../App.tsx';
import { demoLife } from './demolife.ts';
import { demoSession } from './demosession.ts';
import '#client/ui/fonts.ts';
import '#client/ui/tokens.css';
import '#client/ui/base.css';

const asked = new URLSearchParams(location.search);
const door = asked.get('door');
const life = demoLife(asked.get('life') ?? 'full');
const session = demoSession(door === 'welcome' || door === 'signIn' ? door : undefined);
history.replaceState(null, '', asked.get('screen') ?? '/');
if (door === 'welcome') location.hash = 'claim=demo';
const root = document.getElementById('root');
if (root) createRoot(root).render(<App session={session} openLife={() => life} />);
