import { Link } from '@tanstack/react-router';
import { Mark } from '#client/ui/mark.tsx';
import { railFoot, railGroups, type ScreenLink } from '../screens.ts';

/** The screens at the side of a large window. */
export function Rail({ waiting }: { waiting: number }) {
  return (
    <nav className="rail" aria-label="Screens">
      <Link className="brand" to="/">
        <Mark />
        <span>LifeOS</span>
      </Link>
      {railGroups.map((group) => (
        <ul key={group[0]?.to}>
          {group.map((screen) => (
            <RailItem key={screen.to} screen={screen} waiting={screen.to === '/approvals' ? waiting : 0} />
          ))}
        </ul>
      ))}
      <ul className="foot">
        <RailItem screen={railFoot} waiting={0} />
      </ul>
    </nav>
  );
}

function RailItem({ screen, waiting }: { screen: ScreenLink; waiting: number }) {
  const Picture = screen.picture;
  return (
    <li>
      <Link
        className="item"
        to={screen.to}
        title={screen.name}
        activeOptions={{ exact: screen.to === '/', includeSearch: false }}
        activeProps={{ 'aria-current': 'page' }}
      >
        <Picture size={20} aria-hidden />
        <span>{screen.name}</span>
        <WaitingCount count={waiting} />
      </Link>
    </li>
  );
}

/** How many things wait for the owner, said as well as shown. */
export function WaitingCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="count">
      {count}
      <span className="vh"> waiting</span>
    </span>
  );
}
