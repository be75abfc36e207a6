// Merges small primitives into one flat-shaded geometry with a colour at each vertex, so that a whole archipelago of houses
// is one draw call. Attributes: position, normal, color, and aFx = (glow, share of the instance's tint, sway in the wind).
import {
  BoxGeometry,
  BufferGeometry,
  Color,
  ConeGeometry,
  CylinderGeometry,
  Euler,
  Float32BufferAttribute,
  IcosahedronGeometry,
  Matrix4,
  Quaternion,
  SphereGeometry,
  TorusGeometry,
  Vector3,
} from 'three';
import { hash, mix, roughness, smoothstep } from './noise.ts';

export interface Place {
  x?: number;
  y?: number;
  z?: number;
  rx?: number;
  ry?: number;
  rz?: number;
  scale?: number | readonly [number, number, number];
}

export interface Part extends Place {
  colour?: string;
  /** Colour at the top of the part; without it the part has one colour. */
  top?: string;
  glow?: number;
  tint?: number;
  sway?: number;
  /** The whole part sways, not only its top. */
  swayWhole?: boolean;
  /** 0 keeps facets hard, 1 shades like a ball: crowns look fluffy and still cut from paper. */
  soft?: number;
  /** Darkening towards the foot of the part, which stands in for ambient occlusion. */
  foot?: number;
  /** Difference of brightness from face to face. */
  grain?: number;
}

const colours = new Map<string, Color>();

export function colour(hex: string): Color {
  const known = colours.get(hex);
  if (known !== undefined) return known;
  const made = new Color(hex);
  colours.set(hex, made);
  return made;
}

const corners = [new Vector3(), new Vector3(), new Vector3()] as const;
const edge = new Vector3();
const face = new Vector3();
const centre = new Vector3();
const outward = new Vector3();
const shade = new Color();

export class SolidBuilder {
  readonly positions: number[] = [];
  readonly normals: number[] = [];
  readonly colours: number[] = [];
  readonly effects: number[] = [];
  #frame = new Matrix4();

  /** Draws in a moved, turned and scaled frame. */
  at(place: Place, draw: (builder: this) => void): this {
    const outer = this.#frame;
    this.#frame = outer.clone().multiply(matrixOf(place));
    draw(this);
    this.#frame = outer;
    return this;
  }

  box(width: number, height: number, depth: number, part: Part = {}): this {
    return this.add(new BoxGeometry(width, height, depth), { ...part, y: (part.y ?? 0) + height / 2 });
  }

  cylinder(top: number, bottom: number, height: number, sides: number, part: Part = {}): this {
    const geometry = new CylinderGeometry(top, bottom, height, sides);
    return this.add(geometry, { ...part, y: (part.y ?? 0) + height / 2 });
  }

  cone(radius: number, height: number, sides: number, part: Part = {}): this {
    return this.add(new ConeGeometry(radius, height, sides), { ...part, y: (part.y ?? 0) + height / 2 });
  }

  ball(radius: number, part: Part = {}, half = false): this {
    const geometry = new SphereGeometry(
      radius,
      11,
      half ? 5 : 7,
      0,
      Math.PI * 2,
      0,
      half ? Math.PI / 2 : Math.PI,
    );
    return this.add(geometry, part);
  }

  /** An icosahedron with dents: stones, bushes, crowns, clouds. */
  blob(radius: number, detail: number, dents: number, seed: number, part: Part = {}): this {
    const geometry = new IcosahedronGeometry(radius, detail);
    const at = geometry.getAttribute('position');
    for (let i = 0; i < at.count; i++) {
      const [x, y, z] = [at.getX(i), at.getY(i), at.getZ(i)];
      const dent = roughness(
        (x / radius) * 1.7 + seed * 7.1 + 3,
        (z / radius) * 1.7 + (y / radius) * 2.3 + seed,
      );
      const grow = 1 + (dent - 0.5) * dents * 2;
      at.setXYZ(i, x * grow, y * grow, z * grow);
    }
    return this.add(geometry, part);
  }

  /** A gable roof, ridge along z, eaves at y = 0. */
  gable(width: number, height: number, depth: number, part: Part = {}): this {
    const [x, z] = [width / 2, depth / 2];
    const points = [
      [-x, 0, z],
      [x, 0, z],
      [0, height, z],
      [x, 0, -z],
      [-x, 0, -z],
      [0, height, -z],
    ];
    const order = [0, 1, 2, 3, 4, 5, 1, 3, 5, 1, 5, 2, 4, 0, 2, 4, 2, 5, 4, 3, 1, 4, 1, 0];
    return this.triangles(
      order.flatMap((index) => points[index] ?? []),
      part,
    );
  }

  torus(radius: number, tube: number, arc: number, part: Part = {}): this {
    return this.add(new TorusGeometry(radius, tube, 5, Math.ceil(arc * 3.2), arc), part);
  }

  triangles(coordinates: readonly number[], part: Part = {}): this {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute(coordinates, 3));
    return this.add(geometry, part);
  }

  add(source: BufferGeometry, part: Part): this {
    const geometry = source.index ? source.toNonIndexed() : source;
    const at = geometry.getAttribute('position');
    const frame = this.#frame.clone().multiply(matrixOf(part));
    geometry.computeBoundingBox();
    const low = geometry.boundingBox?.min.y ?? 0;
    const tall = (geometry.boundingBox?.max.y ?? 1) - low || 1;
    const soft = part.soft ?? 0;
    centre.set(0, low + tall * 0.35, 0).applyMatrix4(frame);
    const bottom = colour(part.colour ?? '#ffffff');
    const top = part.top === undefined ? bottom : colour(part.top);
    for (let i = 0; i < at.count; i += 3) {
      for (const [k, corner] of corners.entries()) corner.fromBufferAttribute(at, i + k).applyMatrix4(frame);
      edge.subVectors(corners[1], corners[0]);
      face.subVectors(corners[2], corners[0]);
      face.crossVectors(edge, face);
      if (face.lengthSq() < 1e-12) continue;
      face.normalize();
      const grain = 1 + (hash(this.positions.length, i) - 0.5) * (part.grain ?? 0.05);
      for (const [k, corner] of corners.entries()) {
        const height = (at.getY(i + k) - low) / tall;
        outward.copy(face);
        if (soft > 0) outward.lerp(edge.subVectors(corner, centre).normalize(), soft).normalize();
        shade
          .copy(bottom)
          .lerp(top, height)
          .multiplyScalar(grain * (1 - (part.foot ?? 0.28) * (1 - smoothstep(0, 0.75, height))));
        this.vertex(corner, outward, shade, part.glow ?? 0, part.tint ?? 0, swayAt(part, height));
      }
    }
    source.dispose();
    if (geometry !== source) geometry.dispose();
    return this;
  }

  vertex(at: Vector3, normal: Vector3, tone: Color, glow = 0, tint = 0, sway = 0): void {
    this.positions.push(at.x, at.y, at.z);
    this.normals.push(normal.x, normal.y, normal.z);
    this.colours.push(tone.r, tone.g, tone.b);
    this.effects.push(glow, tint, sway);
  }

  build(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute(this.positions, 3));
    geometry.setAttribute('normal', new Float32BufferAttribute(this.normals, 3));
    geometry.setAttribute('color', new Float32BufferAttribute(this.colours, 3));
    geometry.setAttribute('aFx', new Float32BufferAttribute(this.effects, 3));
    return geometry;
  }
}

function swayAt(part: Part, height: number): number {
  return (part.sway ?? 0) * (part.swayWhole ? 1 : mix(0, 1, height));
}

const position = new Vector3();
const turn = new Quaternion();
const angles = new Euler();
const size = new Vector3();

export function matrixOf(place: Place, into = new Matrix4()): Matrix4 {
  const scale = place.scale ?? 1;
  if (typeof scale === 'number') size.setScalar(scale);
  else size.set(scale[0], scale[1], scale[2]);
  turn.setFromEuler(angles.set(place.rx ?? 0, place.ry ?? 0, place.rz ?? 0, 'YXZ'));
  return into.compose(position.set(place.x ?? 0, place.y ?? 0, place.z ?? 0), turn, size);
}
