import { useEffect, useMemo } from 'react';
import type { IslandShape } from '../island/shape.ts';
import type { Paint } from '../light/paint.ts';
import { Mounted } from '../scene/Mounted.tsx';
import { fieldTexture, measureField } from './shore.ts';
import { buildWater } from './water.ts';

interface WaterProps {
  shapes: readonly IslandShape[];
  rosettes: readonly { x: number; z: number }[];
  fieldSize: number;
  paint: Paint;
}

const texelsPerUnit = 5; // a foam line is .1 units wide; the filter between texels draws the rest

export function Water({ shapes, rosettes, fieldSize, paint }: WaterProps) {
  const water = useMemo(() => buildWater(paint.uniforms), [paint]);
  const texture = useMemo(
    () => fieldTexture(measureField(shapes, rosettes, fieldSize, fieldSize * texelsPerUnit)),
    [shapes, rosettes, fieldSize],
  );
  paint.uniforms.uField.value = texture;
  paint.uniforms.uFieldSize.value = fieldSize;
  useEffect(() => () => texture.dispose(), [texture]);
  return <Mounted object={water} />;
}
