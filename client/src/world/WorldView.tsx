// The world as a page or, `compact`, as a picture on a card. Everything that can be done here by hand can be done in the twin.
import { Canvas } from '@react-three/fiber';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPilot } from './camera/pilot.ts';
import { createStage } from './camera/stage.ts';
import { createBoard } from './label/board.ts';
import { Labels } from './label/Labels.tsx';
import { Legend } from './label/Legend.tsx';
import './label/label.css';
import { overviewOf } from './layout.ts';
import { mainTime } from './light/palette.ts';
import { useIsSeen, useLessMotion, wantsLessMotion } from './motion/visibility.ts';
import { useHands } from './pick/useHands.ts';
import { canDraw, Recovery } from './scene/Recovery.tsx';
import { useSize } from './scene/useSize.ts';
import type { DomainName, WorldActions, WorldState } from './state.ts';
import { useWorld } from './useWorld.ts';
import { WorldScene } from './WorldScene.tsx';
import { WorldTwin } from './WorldTwin.tsx';
import './world.css';

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

export function WorldView({ state, actions, calm, compact, onUnavailable }: WorldViewProps) {
  const frame = useRef<HTMLElement>(null);
  const stageElement = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLElement>(null);
  const legend = useRef<HTMLDivElement>(null);
  const { isDrawn, deaths, onDead } = useDrawable(onUnavailable);

  const size = useSize(frame);
  const world = useWorld(state, size);
  const { kind, layout, grounds, moment } = world;
  const [stage] = useState(createStage);
  const [board] = useState(() => createBoard(stage));
  const [pilot] = useState(() => createPilot(overviewOf(layout, 1.6), wantsLessMotion));
  const [visited, setVisited] = useState<DomainName>();
  useEffect(() => {
    pilot.onDepart = (place) => setVisited(place?.domain);
    stage.onView = board.place;
  }, [pilot, stage, board]);
  const aspect = size.width / size.height;
  useLayoutEffect(() => pilot.rebase(overviewOf(layout, aspect), aspect), [pilot, layout, aspect]);
  useLayoutEffect(() => {
    board.careFor(
      grounds.map(({ shape }) => ({ at: [shape.x, 1.4 * shape.scale, shape.z], radius: 1.4 * shape.scale })),
    );
    board.keepFree([heading, legend]);
  }, [board, grounds]);
  const { pointedAt, setPointedAt } = useHands({
    element: stageElement,
    world,
    actions,
    stage,
    board,
    pilot,
    isEnabled: !compact,
  });

  const isSeen = useIsSeen(frame);
  const isMoving = !useLessMotion() && isSeen && !calm;
  return (
    <section
      ref={frame}
      className="world"
      data-sky={mainTime(moment)}
      data-kind={kind}
      data-compact={compact}
    >
      <div ref={stageElement} className="world-stage" aria-hidden="true" tabIndex={compact ? undefined : -1}>
        {isDrawn && size.width > 0 && (
          <Canvas
            key={deaths}
            frameloop="demand"
            flat
            shadows="percentage"
            dpr={compact ? 1 : [1, 2]}
            gl={{ antialias: true, powerPreference: compact ? 'low-power' : 'high-performance' }}
          >
            <WorldScene world={world} isMoving={isMoving} pilot={pilot} stage={stage} />
            <Recovery onDead={onDead} />
          </Canvas>
        )}
        <div className="world-vignette" />
        {!compact && isDrawn && (
          <Labels state={state} world={world} pointedAt={pointedAt} visited={visited} board={board} />
        )}
      </div>
      {!compact && (
        <>
          <header ref={heading} className="world-heading">
            <h1>{state.greeting}</h1>
            <p>{state.subtitle}</p>
          </header>
          {isDrawn && <Legend ref={legend} state={state} />}
          {visited !== undefined && (
            <div className="world-controls">
              <button type="button" onClick={() => pilot.flyTo(undefined)}>
                Whole world
              </button>
              <button type="button" onClick={() => actions.openDomain(visited)}>
                Open {state.islands.find(({ domain }) => domain === visited)?.name ?? visited}
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

const deathsMax = 2; // a context that is lost for good twice will not stay the third time

/** Whether there is a picture, and how often its context died. */
function useDrawable(onUnavailable: () => void) {
  const [canStart] = useState(canDraw);
  const [deaths, setDeaths] = useState(0);
  const isDrawn = canStart && deaths < deathsMax;
  useEffect(() => {
    if (!isDrawn) onUnavailable();
  }, [isDrawn, onUnavailable]);
  const onDead = useCallback(() => setDeaths((count) => count + 1), []);
  return { isDrawn, deaths, onDead };
}
