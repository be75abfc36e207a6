import { useThree } from '@react-three/fiber';
import { useLayoutEffect, useMemo } from 'react';
import type { Layout } from '../layout.ts';
import { applyPalette, createLights } from './light.ts';
import type { Paint } from './paint.ts';
import { paletteOf, type SkyMoment } from './palette.ts';

/** Follows the time of day. Between two steps of the palette nothing happens, and no frame is drawn. */
export function Light({ moment, layout, paint }: { moment: SkyMoment; layout: Layout; paint: Paint }) {
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  const lights = useMemo(() => createLights(layout), [layout]);
  const { from, to, blend } = moment;
  useLayoutEffect(() => {
    applyPalette(paletteOf({ from, to, blend }), layout, lights, paint.uniforms);
    gl.shadowMap.autoUpdate = false;
    gl.shadowMap.needsUpdate = true;
    invalidate();
  }, [from, to, blend, layout, lights, paint, gl, invalidate]);
  useLayoutEffect(() => () => lights.sun.dispose(), [lights]);
  return <primitive object={lights.group} />;
}
