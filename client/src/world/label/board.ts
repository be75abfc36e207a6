// Keeps the DOM pills where their things are. It writes styles directly, because React must not run on each frame of a flight.
import { pixelsOf, type Stage } from '../camera/stage.ts';
import { type Box, placeLabels, type Wish } from './place.ts';

export interface Anchor {
  at: readonly [number, number, number];
  /** Pixels by which the label starts above (negative) or below its anchor. */
  lift: number;
  /** Lower is placed earlier. */
  rank: number;
  offsets: Wish['offsets'];
  manner?: Wish['manner'];
}

interface Pill {
  element: HTMLElement;
  anchor: Anchor;
  width: number;
  height: number;
}

export interface Board {
  /** Gives back the function that takes the pill off the board. */
  hang(key: string, element: HTMLElement, anchor: Anchor): () => void;
  /** What labels should rather not cover, as points of the world with a radius. */
  careFor(things: readonly { at: readonly [number, number, number]; radius: number }[]): void;
  /** Places that belong to others, such as the heading; those that are not there yet, or no more, take none. */
  keepFree(elements: readonly { readonly current: HTMLElement | null }[]): void;
  /** Reads the sizes again, for example when the fonts have come. */
  measure(): void;
  place(): void;
  /** The label at a point, if any. */
  keyAt(xPx: number, yPx: number): string | undefined;
}

export function createBoard(stage: Stage): Board {
  const pills = new Map<string, Pill>();
  let cared: Parameters<Board['careFor']>[0] = [];
  let reserved: Parameters<Board['keepFree']>[0] = [];
  let boxes: { key: string; box: Box }[] = [];

  const measurePill = (pill: Pill) => {
    pill.width = pill.element.offsetWidth;
    pill.height = pill.element.offsetHeight;
  };

  const board: Board = {
    hang(key, element, anchor) {
      const pill = { element, anchor, width: 0, height: 0 };
      measurePill(pill);
      pills.set(key, pill);
      return () => {
        if (pills.get(key) === pill) pills.delete(key);
      };
    },
    careFor: (things) => {
      cared = things;
    },
    keepFree: (elements) => {
      reserved = elements;
    },
    measure() {
      for (const pill of pills.values()) measurePill(pill);
      board.place();
    },
    place() {
      const wishes = [...pills]
        .sort(([, a], [, b]) => a.anchor.rank - b.anchor.rank)
        .flatMap(([key, { anchor, width, height }]): Wish[] => {
          const pixel = pixelsOf(stage, anchor.at);
          if (pixel === undefined || width === 0) return [];
          const { offsets, lift, manner } = anchor;
          return [{ key, x: pixel.x, y: pixel.y + lift, width, height, offsets, manner }];
        });
      const places = placeLabels(wishes, {
        width: stage.width,
        height: stage.height,
        taken: reserved.flatMap(({ current }) => (current === null ? [] : [boxOfElement(current)])),
        cared: cared.flatMap((thing) => boxOfThing(stage, thing)),
      });
      boxes = [];
      for (const [key, { element, width, height }] of pills) {
        const place = places.get(key);
        element.style.visibility = place === undefined ? 'hidden' : 'visible';
        if (place === undefined) continue;
        const { left, top } = place;
        element.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
        boxes.push({ key, box: { left, top, right: left + width, bottom: top + height } });
      }
    },
    keyAt: (x, y) =>
      boxes.findLast(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)?.key,
  };
  return board;
}

function boxOfElement(element: HTMLElement): Box {
  const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = element;
  return {
    left: offsetLeft,
    top: offsetTop,
    right: offsetLeft + offsetWidth,
    bottom: offsetTop + offsetHeight,
  };
}

function boxOfThing(
  stage: Stage,
  { at, radius }: { at: readonly [number, number, number]; radius: number },
): Box[] {
  const centre = pixelsOf(stage, at);
  const side = pixelsOf(stage, [at[0], at[1] + radius, at[2]]);
  if (centre === undefined || side === undefined) return [];
  const reach = Math.abs(centre.y - side.y);
  return [
    { left: centre.x - reach, right: centre.x + reach, top: centre.y - reach, bottom: centre.y + reach },
  ];
}
