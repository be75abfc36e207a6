import { useFrame, useThree } from '@react-three/fiber';
import { useLayoutEffect } from 'react';
import { PerspectiveCamera } from 'three';
import type { Layout } from '../layout.ts';
import type { Paint } from '../light/paint.ts';
import type { Pilot } from './pilot.ts';
import type { Stage } from './stage.ts';
import { eyeOf } from './views.ts';

interface CameraRigProps {
  layout: Layout;
  pilot: Pilot;
  stage: Stage;
  paint: Paint;
}

export function CameraRig({ layout, pilot, stage, paint }: CameraRigProps) {
  const camera = useThree((state) => state.camera);
  const size = useThree((state) => state.size);
  const invalidate = useThree((state) => state.invalidate);

  useLayoutEffect(() => {
    const aim = () => {
      if (!(camera instanceof PerspectiveCamera)) return;
      const { view } = pilot;
      const eye = eyeOf(view);
      camera.position.set(...eye);
      camera.lookAt(...view.target);
      camera.fov = view.fov;
      camera.near = 0.5;
      camera.far = 600;
      camera.aspect = size.width / size.height;
      camera.updateProjectionMatrix();
      camera.updateMatrixWorld();
      paint.uniforms.uHorizon.value = Math.max(0.03, eye[1] / layout.horizonHeight);
      Object.assign(stage, { camera, width: size.width, height: size.height });
      stage.onView();
      invalidate();
    };
    pilot.onMove = aim;
    aim();
    return () => {
      pilot.onMove = () => undefined;
    };
  }, [camera, size, layout, pilot, stage, paint, invalidate]);

  useFrame((state) => {
    if (pilot.isFlying) {
      pilot.step(state.clock.elapsedTime * 1000);
      pilot.onMove();
    }
  });
  return null;
}
