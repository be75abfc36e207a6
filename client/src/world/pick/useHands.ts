// What pointing, tapping and dragging mean on the stage.
import { type RefObject, useMemo, useState } from 'react';
import { steer } from '../camera/keys.ts';
import type { Pilot } from '../camera/pilot.ts';
import { anglePerPx, rayAt, type Stage } from '../camera/stage.ts';
import type { Board } from '../label/board.ts';
import { keyOf, open, type Target, type WorldActions } from '../state.ts';
import type { World } from '../useWorld.ts';
import { handPx, pickAt } from './pick.ts';
import { type PointerHandlers, usePointer } from './usePointer.ts';

interface Hands {
  element: RefObject<HTMLElement | null>;
  world: Pick<World, 'layout' | 'grounds' | 'pickables'>;
  actions: WorldActions;
  stage: Stage;
  board: Board;
  pilot: Pilot;
  isEnabled: boolean;
}

/** Gives what is pointed at, and a way for the twin to point too. */
export function useHands({ element, world, actions, stage, board, pilot, isEnabled }: Hands) {
  const [pointedAt, setPointedAt] = useState<Target>();
  const { layout, grounds, pickables } = world;
  const handlers = useMemo((): PointerHandlers | undefined => {
    if (!isEnabled) return undefined;
    const named: Target[] = [
      ...grounds.map(({ shape }): Target => ({ kind: 'island', domain: shape.domain })),
      ...pickables.map(({ target }) => target),
    ];
    const targetAt = ({ x, y, isTouch }: { x: number; y: number; isTouch: boolean }) => {
      const label = board.keyAt(x, y);
      const ray = rayAt(stage, x, y);
      if (label !== undefined) return named.find((target) => keyOf(target) === label);
      const handAngle = anglePerPx(stage) * (isTouch ? handPx.touch : handPx.mouse);
      return ray === undefined ? undefined : pickAt(ray, handAngle, pickables, grounds);
    };
    const point = (target: Target | undefined) => {
      element.current?.classList.toggle('is-over', target !== undefined);
      setPointedAt((before) => (before && target && keyOf(before) === keyOf(target) ? before : target));
    };
    return {
      onPoint: (at) => point(at === undefined ? undefined : targetAt(at)),
      onTap(at) {
        const target = targetAt(at);
        point(target);
        // The first tap on an island goes there, the second opens it; a tap on open water goes back.
        if (target?.kind === 'island' && target.domain !== pilot.at?.domain)
          pilot.flyTo(layout.islands.find(({ domain }) => domain === target.domain));
        else if (target !== undefined) open(target, actions);
        else if (pilot.at !== undefined) pilot.flyTo(undefined);
      },
      onDrag: (dx, dy) => pilot.turn(-dx * 1.6, dy * 1.2),
      onZoom: (factor) => pilot.zoom(factor),
      onKey: (key) => steer(key, pilot),
    };
  }, [isEnabled, element, layout, grounds, pickables, actions, stage, board, pilot]);
  usePointer(element, handlers);
  return { pointedAt, setPointedAt };
}
