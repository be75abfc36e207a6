// A graphics driver may take the context away at any time. three.js builds everything again when it comes back; if it does not
// come back, the owner of the canvas is told.
import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';

const patienceMs = 4000;

export function Recovery({ onDead }: { onDead: () => void }) {
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    const canvas = gl.domElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onLost = (event: Event) => {
      event.preventDefault(); // Without this the browser never gives it back.
      timer = setTimeout(onDead, patienceMs);
    };
    const onRestored = () => {
      clearTimeout(timer);
      gl.shadowMap.autoUpdate = false;
      gl.shadowMap.needsUpdate = true;
      invalidate();
    };
    canvas.addEventListener('webglcontextlost', onLost);
    canvas.addEventListener('webglcontextrestored', onRestored);
    return () => {
      clearTimeout(timer);
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
    };
  }, [gl, invalidate, onDead]);
  return null;
}

/** Whether this browser can draw at all. Asked once, with a canvas that is given back at once. */
export function canDraw(): boolean {
  if (typeof document === 'undefined') return false;
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
