// What keys do to the camera, on the stage and on the twin's button for looking around.
import type { Pilot } from './pilot.ts';

const moves: Record<string, (pilot: Pilot) => void> = {
  ArrowLeft: (pilot) => pilot.turn(-0.08, 0),
  ArrowRight: (pilot) => pilot.turn(0.08, 0),
  ArrowUp: (pilot) => pilot.turn(0, 0.05),
  ArrowDown: (pilot) => pilot.turn(0, -0.05),
  '+': (pilot) => pilot.zoom(0.92),
  '-': (pilot) => pilot.zoom(1.08),
  Home: (pilot) => pilot.flyTo(undefined),
  Escape: (pilot) => pilot.flyTo(undefined),
};

/** True when the key was for the camera. */
export function steer(key: string, pilot: Pilot): boolean {
  const move = moves[key];
  move?.(pilot);
  return move !== undefined;
}
