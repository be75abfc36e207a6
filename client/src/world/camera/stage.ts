// What code outside the canvas needs to know of it: the camera as last drawn and the size in CSS pixels.
import { type PerspectiveCamera, Ray, Vector2, Vector3 } from 'three';

export interface Stage {
  camera: PerspectiveCamera | undefined;
  width: number;
  height: number;
  /** Called after the camera moved or the size changed, once a frame at most. */
  onView: () => void;
}

export function createStage(): Stage {
  return { camera: undefined, width: 1, height: 1, onView: () => undefined };
}

const ray = new Ray();
const corner = new Vector2();

/** The ray through a point of the stage; the same object each time. */
export function rayAt({ camera, width, height }: Stage, xPx: number, yPx: number): Ray | undefined {
  if (camera === undefined) return undefined;
  corner.set((xPx / width) * 2 - 1, 1 - (yPx / height) * 2);
  ray.origin.setFromMatrixPosition(camera.matrixWorld);
  ray.direction.set(corner.x, corner.y, 0.5).unproject(camera).sub(ray.origin).normalize();
  return ray;
}

/** The angle that one pixel covers in the middle of the picture. */
export function anglePerPx({ camera, height }: Stage): number {
  return camera === undefined ? 0 : (2 * Math.tan((camera.fov * Math.PI) / 360)) / height;
}

const projected = new Vector3();

/** Pixels of a point of the world, or nothing when it lies behind the camera. */
export function pixelsOf({ camera, width, height }: Stage, at: readonly [number, number, number]) {
  if (camera === undefined) return undefined;
  projected.set(at[0], at[1], at[2]).project(camera);
  if (projected.z > 1) return undefined;
  return { x: (projected.x * 0.5 + 0.5) * width, y: (0.5 - projected.y * 0.5) * height };
}
