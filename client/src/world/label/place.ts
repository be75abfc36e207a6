// Finds room for labels, greedily, most important first. Pure: boxes in, places out.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Wish {
  key: string;
  /** Pixel that the label belongs to; it hangs below it, centred. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Where it may move: a share of its own width, and pixels. The first is best. */
  offsets: readonly (readonly [dx: number, dy: number])[];
  /** Needed: shown even where it covers another. Shy: hidden rather than cover what is worth seeing. */
  manner?: 'needed' | 'shy' | undefined;
}

const margin = 8;

export interface Room {
  width: number;
  height: number;
  /** Never covered: headings and other labels. */
  taken: readonly Box[];
  /** Covered only if there is no better place: what is worth seeing. */
  cared: readonly Box[];
}

/** Left and top of each label that found room. */
export function placeLabels(wishes: readonly Wish[], room: Room): Map<string, { left: number; top: number }> {
  const taken = [...room.taken];
  const places = new Map<string, { left: number; top: number }>();
  for (const wish of wishes) {
    if (wish.x < 0 || wish.x > room.width || wish.y < 0 || wish.y > room.height - 10) continue;
    const boxes = wish.offsets.map((offset) => boxOf(wish, offset, room));
    const free = boxes.filter((box) => !taken.some((other) => overlaps(box, other)));
    const best =
      free.find((box) => !room.cared.some((other) => overlaps(box, other))) ??
      (wish.manner === 'shy' ? undefined : free[0]) ??
      (wish.manner === 'needed' ? boxes[0] : undefined);
    if (best === undefined) continue;
    taken.push(best);
    places.set(wish.key, { left: best.left, top: best.top });
  }
  return places;
}

function boxOf(wish: Wish, [dx, dy]: readonly [number, number], room: Room): Box {
  const half = wish.width / 2;
  const centre = Math.min(room.width - half - margin, Math.max(half + margin, wish.x + dx * wish.width));
  const top = wish.y + dy;
  return { left: centre - half, top, right: centre + half, bottom: top + wish.height };
}

function overlaps(a: Box, b: Box): boolean {
  const air = 3;
  return a.left < b.right + air && a.right > b.left - air && a.top < b.bottom + air && a.bottom > b.top - air;
}
