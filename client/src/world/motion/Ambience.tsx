// The quiet motion of water and leaves, at 20 frames a second at most. It rests when nobody sees it, when less motion was asked
// for, and on a device that cannot keep up: a warm fan is not calm. Time stands still while it rests.
import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import type { Paint } from '../light/paint.ts';

const paceMs = 50;
const slowMs = 140; // from asking for a frame until it is drawn
const slowMax = 5; // so many slow frames in a row end the motion; the first ones only compile shaders

export function Ambience({ paint, isMoving }: { paint: Paint; isMoving: boolean }) {
  const invalidate = useThree((state) => state.invalidate);
  const pace = useRef<{ askedMs: number; lastMs: number; slow: number; next: () => void } | undefined>(
    undefined,
  );

  useEffect(() => {
    if (!isMoving) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        own.askedMs = performance.now();
        invalidate();
      }, paceMs);
    };
    const own = { askedMs: 0, lastMs: performance.now(), slow: -3, next };
    pace.current = own;
    next();
    return () => {
      clearTimeout(timer);
      pace.current = undefined;
    };
  }, [isMoving, invalidate]);

  useFrame(() => {
    const own = pace.current;
    if (own === undefined) return;
    const now = performance.now();
    paint.uniforms.uTime.value += Math.min(0.1, (now - own.lastMs) / 1000);
    own.lastMs = now;
    if (own.askedMs === 0) return;
    own.slow = now - own.askedMs > slowMs ? own.slow + 1 : Math.min(own.slow, 0);
    own.askedMs = 0;
    if (own.slow < slowMax) own.next();
  });
  return null;
}
