// Holds where the camera is and where it is flying. React never sees a frame of it.
import { closeView, type IslandPlace, type View } from '../layout.ts';
import { between, bounded, closeReach, overviewReach, type Reach } from './views.ts';

export interface Pilot {
  readonly view: View;
  /** The island that the camera is at, if it is not at the overview. */
  readonly at: IslandPlace | undefined;
  /** The window has another form: width by height, and what is the overview now. */
  rebase(overview: View, aspect: number): void;
  turn(yaw: number, pitch: number): void;
  zoom(factor: number): void;
  flyTo(place: IslandPlace | undefined): void;
  readonly isFlying: boolean;
  /** Moves a flight on. */
  step(nowMs: number): void;
  /** Set by the owners: the camera must be drawn again; it set out for an island, or for the overview. */
  onMove: () => void;
  onDepart: (place: IslandPlace | undefined) => void;
}

const flightMs = 1100;

export function createPilot(start: View, isInstant: () => boolean): Pilot {
  let overview = start;
  let aspect = 1.6;
  let base = overview;
  let reach: Reach = overviewReach;
  let view = overview;
  let at: IslandPlace | undefined;
  let flight: { from: View; startMs: number | undefined } | undefined;
  const baseOf = (place: IslandPlace | undefined) =>
    place === undefined ? overview : closeView(place, aspect);
  const pilot: Pilot = {
    get view() {
      return view;
    },
    get at() {
      return at;
    },
    get isFlying() {
      return flight !== undefined;
    },
    onMove: () => undefined,
    onDepart: () => undefined,
    rebase(next, nextAspect) {
      overview = next;
      aspect = nextAspect;
      base = baseOf(at);
      view = base;
      flight = undefined;
      pilot.onMove();
    },
    turn(yaw, pitch) {
      flight = undefined;
      view = bounded({ ...view, yaw: view.yaw + yaw, pitch: view.pitch + pitch }, base, reach);
      pilot.onMove();
    },
    zoom(factor) {
      flight = undefined;
      view = bounded({ ...view, distance: view.distance * factor }, base, reach);
      pilot.onMove();
    },
    flyTo(place) {
      at = place;
      base = baseOf(place);
      reach = place === undefined ? overviewReach : closeReach;
      if (isInstant()) view = base;
      else flight = { from: view, startMs: undefined };
      pilot.onDepart(place);
      pilot.onMove();
    },
    step(nowMs) {
      if (flight === undefined) return;
      flight.startMs ??= nowMs;
      const t = Math.min(1, (nowMs - flight.startMs) / flightMs);
      view = between(flight.from, base, t);
      if (t === 1) flight = undefined;
    },
  };
  return pilot;
}
