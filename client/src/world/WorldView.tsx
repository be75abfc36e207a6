// The world as a page or, `compact`, as a picture on a card. Everything that can be done here by hand can be done in the twin.
import { Canvas } from '@react-three/fiber';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { steer } from './camera/keys.ts';
import { createPilot } from './camera/pilot.ts';
import { anglePerPx, createStage, rayAt } from './camera/stage.ts';
import { createBoard } from './label/board.ts';
import { Labels } from './label/Labels.tsx';
import { Legend } from './label/Legend.tsx';
import './label/label.css';
import { kindFor, layoutFor, overviewOf } from './layout.ts';
import { mainTime, skyMoment } from './light/palette.ts';
import { useIsSeen, useLessMotion, wantsLessMotion } from './motion/visibility.ts';
import { handPx, pickAt, pickablesOf } from './pick/pick.ts';
import { type PointerHandlers, usePointer } from './pick/usePointer.ts';
import { groundsOf, placeItems } from './plan.ts';
import { canDraw, Recovery } from './scene/Recovery.tsx';
import { useSame } from './scene/useSame.ts';
import { useSize } from './scene/useSize.ts';
import { type DomainName, keyOf, open, type Target, type WorldActions, type WorldState } from './state.ts';
import { WorldScene } from './WorldScene.tsx';
import { WorldTwin } from './WorldTwin.tsx';
import './world.css';
import { planYear } from './yearpath/year.ts';

export interface WorldViewProps {
  state: WorldState;
  actions: WorldActions;
  /** No motion of its own: water and leaves stand still. */
  calm: boolean;
  /** A picture without labels, controls or twin. */
  compact: boolean;
  /** Called when this browser cannot draw the world. */
  onUnavailable: () => void;
}

const deathsMax = 2; // a context that is lost for good twice will not stay the third time

export function WorldView({ state, actions, calm, compact, onUnavailable }: WorldViewProps) {
  const frame = useRef<HTMLElement>(null);
  const stageElement = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLElement>(null);
  const [isDrawable] = useState(canDraw);
  const [deaths, setDeaths] = useState(0);
  const isDrawn = isDrawable && deaths < deathsMax;
  useEffect(() => {
    if (!isDrawn) onUnavailable();
  }, [isDrawn, onUnavailable]);

  const size = useSize(frame);
  const kind = kindFor(size.width, size.height);
  const places = useSame(state.islands.map(({ domain, strength }) => ({ domain, strength })));
  const things = useSame({
    lanterns: state.lanterns,
    beacons: state.beacons,
    sprouts: state.sprouts,
    stones: state.stones,
  });
  const days = useSame(state.year.days);
  const layout = useMemo(
    () =>
      layoutFor(
        places.map(({ domain }) => domain),
        kind,
      ),
    [places, kind],
  );
  const strengthOf = useCallback(
    (domain: DomainName) => places.find((place) => place.domain === domain)?.strength ?? 0,
    [places],
  );
  const grounds = useMemo(() => groundsOf(layout), [layout]);
  const items = useMemo(() => placeItems(grounds, things), [grounds, things]);
  const year = useMemo(() => planYear(layout.path, days), [layout, days]);
  const pickables = useMemo(() => pickablesOf(items, year), [items, year]);
  const moment = skyMoment(state.nowMs, state.zone);

  const [stage] = useState(createStage);
  const [board] = useState(() => createBoard(stage));
  const [pilot] = useState(() => createPilot(overviewOf(layout, 1.6), wantsLessMotion));
  const [island, setIsland] = useState<DomainName>();
  const [pointedAt, setPointedAt] = useState<Target>();
  const aspect = size.width / size.height;
  useLayoutEffect(() => {
    pilot.rebase(overviewOf(layout, aspect));
  }, [pilot, layout, aspect]);
  useEffect(() => {
    pilot.onDepart = (place) => setIsland(place?.domain);
    stage.onView = board.place;
  }, [pilot, stage, board]);
  useLayoutEffect(() => {
    board.careFor(
      grounds.map(({ shape }) => ({ at: [shape.x, 1.4 * shape.scale, shape.z], radius: 1.4 * shape.scale })),
    );
    board.keepFree(heading.current === null ? [] : [heading.current]);
  }, [board, grounds]);

  const act = useCallback(
    (target: Target) => {
      if (target.kind !== 'island' || pilot.at?.domain === target.domain) return open(target, actions);
      pilot.flyTo(layout.islands.find(({ domain }) => domain === target.domain));
    },
    [pilot, layout, actions],
  );
  const handlers = useMemo((): PointerHandlers | undefined => {
    if (compact) return undefined;
    const targetAt = ({ x, y, isTouch }: { x: number; y: number; isTouch: boolean }) => {
      const label = board.keyAt(x, y);
      const labelled = [
        ...grounds.map(({ shape }): Target => ({ kind: 'island', domain: shape.domain })),
        ...pickables.map(({ target }) => target),
      ].find((target) => keyOf(target) === label);
      if (labelled !== undefined) return labelled;
      const ray = rayAt(stage, x, y);
      const handAngle = anglePerPx(stage) * (isTouch ? handPx.touch : handPx.mouse);
      return ray === undefined ? undefined : pickAt(ray, handAngle, pickables, grounds);
    };
    const point = (target: Target | undefined) =>
      setPointedAt((before) => (before && target && keyOf(before) === keyOf(target) ? before : target));
    return {
      onPoint(at) {
        const target = at === undefined ? undefined : targetAt(at);
        stageElement.current?.classList.toggle('is-over', target !== undefined);
        point(target);
      },
      onTap(at) {
        const target = targetAt(at);
        point(target);
        if (target !== undefined) act(target);
        else if (pilot.at !== undefined) pilot.flyTo(undefined);
      },
      onDrag: (dx, dy) => pilot.turn(-dx * 1.6, dy * 1.2),
      onZoom: (factor) => pilot.zoom(factor),
      onKey: (key) => steer(key, pilot),
    };
  }, [compact, board, grounds, pickables, stage, pilot, act]);
  usePointer(stageElement, handlers);

  const isSeen = useIsSeen(frame);
  const isMoving = !useLessMotion() && isSeen && !calm;
  const onDead = useCallback(() => setDeaths((count) => count + 1), []);
  const sceneProps = { layout, grounds, strengthOf, items, year, moment, isMoving, pilot, stage };
  return (
    <section
      ref={frame}
      className="world"
      data-sky={mainTime(moment)}
      data-kind={kind}
      data-compact={compact}
    >
      <div ref={stageElement} className="world-stage" aria-hidden="true" tabIndex={-1}>
        {isDrawn && size.width > 0 && (
          <Canvas
            key={deaths}
            frameloop="demand"
            flat
            shadows="percentage"
            dpr={compact ? 1 : [1, 2]}
            gl={{ antialias: true, powerPreference: compact ? 'low-power' : 'high-performance' }}
          >
            <WorldScene {...sceneProps} />
            <Recovery onDead={onDead} />
          </Canvas>
        )}
        <div className="world-vignette" />
        {!compact && isDrawn && (
          <Labels {...{ state, grounds, items, year, pickables, pointedAt, visited: island, board, kind }} />
        )}
      </div>
      {!compact && (
        <>
          <header ref={heading} className="world-heading">
            <h1>{state.greeting}</h1>
            <p>{state.subtitle}</p>
          </header>
          {isDrawn && <Legend state={state} />}
          {island !== undefined && (
            <div className="world-controls">
              <button type="button" onClick={() => pilot.flyTo(undefined)}>
                Whole world
              </button>
              <button type="button" onClick={() => actions.openDomain(island)}>
                Open {state.islands.find(({ domain }) => domain === island)?.name ?? island}
              </button>
            </div>
          )}
          <WorldTwin
            state={state}
            actions={actions}
            onPoint={setPointedAt}
            pilot={isDrawn ? pilot : undefined}
          />
        </>
      )}
    </section>
  );
}
