// Puts a thing that was built without React into the scene, asks for one frame with fresh shadows, and frees the memory on the
// graphics card when the thing goes.
import { useThree } from '@react-three/fiber';
import { createContext, useContext, useLayoutEffect } from 'react';
import { InstancedMesh, type Material, Mesh, type Object3D, Points } from 'three';

/** Says of a material that it is shared, and must outlive the thing that wears it. */
export const SharedMaterials = createContext<(material: Material) => boolean>(() => false);

export function Mounted({ object }: { object: Object3D }) {
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  const isShared = useContext(SharedMaterials);
  useLayoutEffect(() => {
    gl.shadowMap.needsUpdate = true;
    invalidate();
    return () => {
      free(object, isShared);
      gl.shadowMap.needsUpdate = true;
      invalidate();
    };
  }, [object, gl, invalidate, isShared]);
  return <primitive object={object} />;
}

export function free(object: Object3D, isShared: (material: Material) => boolean): void {
  object.traverse((part) => {
    if (part instanceof InstancedMesh) part.dispose();
    if (!(part instanceof Mesh) && !(part instanceof Points)) return;
    part.geometry.dispose();
    const materials: Material[] = Array.isArray(part.material) ? part.material : [part.material];
    for (const material of materials) if (!isShared(material)) material.dispose();
  });
}
