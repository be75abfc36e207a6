import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { islandColours } from '../island/colours.ts';
import type { Ground } from '../plan.ts';
import { type DomainName, keyOf, shoreOf, type Target, type WorldState } from '../state.ts';
import type { World } from '../useWorld.ts';
import type { YearPlan } from '../yearpath/year.ts';
import type { Anchor, Board } from './board.ts';
import { describe } from './words.ts';

interface LabelsProps {
  state: WorldState;
  world: Pick<World, 'kind' | 'grounds' | 'items' | 'year' | 'pickables'>;
  pointedAt: Target | undefined;
  /** The island that the camera is at: there everything is named. */
  visited: DomainName | undefined;
  board: Board;
}

const around: Anchor['offsets'] = [
  [0, 0],
  [0, 8],
  [-0.25, 4],
  [0.25, 4],
  [-0.5, 0],
  [0.5, 0],
  [0, -24], // onto the beach, when the legend has the water
  [0, -48],
];
const above: Anchor['offsets'] = [
  [0, 0],
  [0, -16],
  [0, 11],
  [-0.62, 4],
  [0.62, 4],
  [0, -34],
];
const closeBy: Anchor['offsets'] = [
  [0, 0],
  [0.6, 0],
  [-0.6, 0],
];

/** Pills over the picture. Screen readers have the twin instead, and pointers are led by the stage. */
export function Labels({ state, world, pointedAt, visited, board }: LabelsProps) {
  const { kind, grounds, items, year, pickables } = world;
  useLayoutEffect(() => board.place());
  useEffect(() => {
    let isGone = false;
    void document.fonts.ready.then(() => {
      if (!isGone) board.measure();
    });
    return () => {
      isGone = true;
    };
  }, [board]);
  const pointed =
    pointedAt === undefined ? undefined : pickables.find(({ target }) => keyOf(target) === keyOf(pointedAt));
  return (
    <div className="world-labels">
      {state.islands.map(({ domain, name, fact }) => {
        const ground = grounds.find(({ shape }) => shape.domain === domain);
        const unlit = items.unlitByDomain.get(domain) ?? 0;
        if (ground === undefined) return null;
        return (
          <Pill
            key={`${domain} ${name} ${fact} ${unlit}`}
            id={keyOf({ kind: 'island', domain })}
            board={board}
            look="island"
            {...frontOf(ground)}
            rank={domain === visited ? 5 : 10}
            manner={visited === undefined || domain === visited ? undefined : 'shy'}
            offsets={around}
          >
            <i className="world-dot" style={{ background: islandColours[domain].accent }} />
            <b>{name}</b>
            {kind === 'wide' && (
              <span className="world-fact">{unlit > 0 ? `${fact} · ${unlit} more entries` : fact}</span>
            )}
          </Pill>
        );
      })}
      {items.beacons.map(({ item, spot, scale }) => {
        const ground = grounds.find(({ shape }) => shape.domain === item.domain);
        // A narrow picture has no room above the flames: there the approval hangs below its island's name.
        const place =
          kind === 'tall' && ground !== undefined
            ? { ...frontOf(ground), lift: 29, offsets: around }
            : { at: [spot.x, spot.y + 2.5 * scale, spot.z] as const, lift: -34, offsets: above };
        return (
          <Pill
            key={`${item.id} ${item.title}`}
            id={keyOf({ kind: 'beacon', id: item.id })}
            board={board}
            look="beacon"
            {...place}
            rank={20}
            manner={kind === 'wide' ? 'needed' : undefined}
          >
            {item.title}
          </Pill>
        );
      })}
      {year.today !== undefined && (
        <Pill
          id={keyOf({ kind: 'day', day: year.today.day.day })}
          board={board}
          look="today"
          at={[year.today.x, 0, year.today.z]}
          lift={12}
          rank={30}
          offsets={closeBy}
        >
          Today
        </Pill>
      )}
      {visited !== undefined &&
        pickables
          .filter(({ target }) => isThingOf(visited, target, state))
          .map(({ target, at, radius }) => (
            <Pill
              key={`${keyOf(target)} ${describe(target, state)}`}
              id={keyOf(target)}
              board={board}
              look={target.kind}
              at={[at[0], at[1] + radius, at[2]]}
              lift={-28}
              rank={40}
              offsets={above}
            >
              {describe(target, state)}
            </Pill>
          ))}
      {pointed !== undefined && !isNamed(pointed.target, year) && (
        <Pill
          key={keyOf(pointed.target)}
          id="pointed at"
          board={board}
          look={`tip ${pointed.target.kind}`}
          at={[pointed.at[0], pointed.at[1] + pointed.radius, pointed.at[2]]}
          lift={-36}
          rank={0}
          offsets={above}
          manner="needed"
        >
          {describe(pointed.target, state)}
        </Pill>
      )}
    </div>
  );
}

/** Beacons have their label from afar already. */
function isThingOf(visited: DomainName, target: Target, state: LabelsProps['state']): boolean {
  const { islands, lanterns, sprouts, stones } = state;
  const item =
    target.kind === 'stone'
      ? stones.find(({ metric }) => metric === target.metric)
      : target.kind === 'lantern' || target.kind === 'sprout'
        ? [...lanterns, ...sprouts].find(({ id }) => id === target.id)
        : undefined;
  return item !== undefined && shoreOf(islands, item.domain) === visited;
}

/** Beacons and today carry their names anyway. */
function isNamed(target: Target, year: YearPlan): boolean {
  return target.kind === 'beacon' || (target.kind === 'day' && target.day === year.today?.day.day);
}

/** Labels lie on the water before an island; before home runs the year path, so there it is the beach. */
function frontOf({ shape }: Ground): { at: readonly [number, number, number]; lift: number } {
  const isHome = shape.domain === 'home';
  const x = shape.x - (isHome ? 2.2 * shape.scale : 0);
  return { at: [x, 0, shape.z + shape.radius * (isHome ? 0.86 : 0.98)], lift: 4 };
}

interface PillProps extends Anchor {
  id: string;
  board: Board;
  look: string;
  children: ReactNode;
}

function Pill({ id, board, look, children, at, lift, rank, offsets, manner }: PillProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [x, y, z] = at;
  const anchor = useMemo(
    (): Anchor => ({ at: [x, y, z], lift, rank, offsets, manner }),
    [x, y, z, lift, rank, offsets, manner],
  );
  useLayoutEffect(
    () => (ref.current === null ? undefined : board.hang(id, ref.current, anchor)),
    [board, id, anchor],
  );
  return (
    <div ref={ref} className={`world-pill ${look}`}>
      {children}
    </div>
  );
}
