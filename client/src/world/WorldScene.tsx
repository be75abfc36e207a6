// Everything inside the canvas. It knows no page and no labels, so that a headset can show the same scene.
import { useEffect, useMemo } from 'react';
import { Beacons } from './beacon/Beacons.tsx';
import { CameraRig } from './camera/CameraRig.tsx';
import type { Pilot } from './camera/pilot.ts';
import type { Stage } from './camera/stage.ts';
import { Glow } from './glow/Glow.tsx';
import { Grove } from './grove/Grove.tsx';
import { Islands } from './island/Islands.tsx';
import { Lanterns } from './lantern/Lanterns.tsx';
import { Light } from './light/Light.tsx';
import { createPaint } from './light/paint.ts';
import { Ambience } from './motion/Ambience.tsx';
import { lampsOf } from './plan.ts';
import { SharedMaterials } from './scene/Mounted.tsx';
import { Sky } from './sky/Sky.tsx';
import { Sprouts } from './sprout/Sprouts.tsx';
import { Stones } from './stones/Stones.tsx';
import type { World } from './useWorld.ts';
import { Water } from './water/Water.tsx';
import { YearPath } from './yearpath/YearPath.tsx';

interface WorldSceneProps {
  world: Omit<World, 'pickables' | 'kind'>;
  isMoving: boolean;
  pilot: Pilot;
  stage: Stage;
}

export function WorldScene({ world, isMoving, pilot, stage }: WorldSceneProps) {
  const { layout, grounds, strengthOf, items, year, moment } = world;
  const paint = useMemo(createPaint, []);
  useEffect(() => () => paint.dispose(), [paint]); // the renderer itself is disposed of by the canvas
  const shapes = useMemo(() => grounds.map(({ shape }) => shape), [grounds]);
  const today = useMemo(
    () => (year.today === undefined ? undefined : { x: year.today.x, y: 0.4, z: year.today.z, turn: 0 }),
    [year],
  );
  const lamps = useMemo(() => lampsOf(grounds, items, today), [grounds, items, today]);
  return (
    <SharedMaterials value={paint.owns}>
      <CameraRig layout={layout} pilot={pilot} stage={stage} paint={paint} />
      <Light moment={moment} layout={layout} paint={paint} />
      <Sky kind={layout.kind} paint={paint} />
      <Water shapes={shapes} rosettes={year.rosettes} fieldSize={layout.fieldSize} paint={paint} />
      <Islands grounds={grounds} strengthOf={strengthOf} lamps={lamps} paint={paint} />
      <Grove grounds={grounds} strengthOf={strengthOf} lamps={lamps} paint={paint} />
      <YearPath year={year} paint={paint} />
      <Stones stones={items.stones} paint={paint} />
      <Lanterns lanterns={items.lanterns} paint={paint} />
      <Sprouts sprouts={items.sprouts} paint={paint} />
      <Beacons beacons={items.beacons} paint={paint} />
      <Glow grounds={grounds} items={items} today={today} paint={paint} />
      <Ambience paint={paint} isMoving={isMoving} />
    </SharedMaterials>
  );
}
