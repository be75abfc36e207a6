// Hands on the stage: point, tap, drag to look around, wheel or pinch to come closer, and keys once it was clicked.
import { type RefObject, useEffect } from 'react';

export interface PointerHandlers {
  /** Pixels on the stage; `isTouch` asks for more room. Undefined when the pointer left. */
  onPoint(at: { x: number; y: number; isTouch: boolean } | undefined): void;
  onTap(at: { x: number; y: number; isTouch: boolean }): void;
  /** Shares of the stage's height. */
  onDrag(dx: number, dy: number): void;
  onZoom(factor: number): void;
  /** True when the key meant something here. */
  onKey(key: string): boolean;
}

const tapMaxPx = 6; // a hand that moves less means the place, not the way

/** `handlers` must be stable, because listeners are only attached once for each of them. */
export function usePointer(ref: RefObject<HTMLElement | null>, handlers: PointerHandlers | undefined): void {
  useEffect(() => {
    const element = ref.current;
    if (element === null || handlers === undefined) return;
    const down = new Map<number, { x: number; y: number }>();
    let travelledPx = 0;

    const on = (event: PointerEvent) => {
      const box = element.getBoundingClientRect();
      return {
        x: event.clientX - box.left,
        y: event.clientY - box.top,
        isTouch: event.pointerType === 'touch',
      };
    };
    const spread = () => {
      const [a, b] = [...down.values()];
      return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
    };
    const press = (event: PointerEvent) => {
      if (event.button !== 0) return;
      if (down.size === 0) travelledPx = 0;
      down.set(event.pointerId, on(event));
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      const at = on(event);
      const last = down.get(event.pointerId);
      if (last === undefined) return handlers.onPoint(at);
      const before = spread();
      const [dx, dy] = [at.x - last.x, at.y - last.y];
      travelledPx += Math.abs(dx) + Math.abs(dy);
      down.set(event.pointerId, at);
      if (down.size === 2 && before > 0) handlers.onZoom(before / Math.max(1, spread()));
      else if (down.size === 1 && travelledPx > tapMaxPx)
        handlers.onDrag(dx / element.clientHeight, dy / element.clientHeight);
    };
    const lift = (event: PointerEvent) => {
      if (!down.delete(event.pointerId)) return;
      if (event.type === 'pointerup' && down.size === 0 && travelledPx <= tapMaxPx) handlers.onTap(on(event));
    };
    const leave = () => handlers.onPoint(undefined);
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      handlers.onZoom(Math.exp(event.deltaY * (event.deltaMode === 0 ? 0.001 : 0.04)));
    };

    const key = (event: KeyboardEvent) => {
      if (handlers.onKey(event.key)) event.preventDefault();
    };

    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerdown', press, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', lift, { signal });
    element.addEventListener('pointercancel', lift, { signal });
    element.addEventListener('pointerleave', leave, { signal });
    element.addEventListener('keydown', key, { signal });
    element.addEventListener('wheel', wheel, { signal, passive: false });
    return () => stop.abort();
  }, [ref, handlers]);
}
