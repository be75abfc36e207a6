// Islands in a calm sea, in a few flat shapes. By day under a sun, by night with lit lanterns: the colours follow the theme.

import type { DomainName } from '#client/ui/say/domain.ts';

export interface SmallIsland {
  readonly domain: DomainName;
  /** 0 to 1: how densely grown. */
  readonly strength: number;
  readonly waits: boolean;
}

interface ArchipelagoProps {
  readonly islands: readonly SmallIsland[];
  readonly lanternCount: number;
  readonly homeWaits: boolean;
  /** For a place that is higher than wide: more sky, more sea. */
  readonly tall?: boolean;
}

// Places around home, nearest first, drawn from back to front by their height in the picture.
const places = [
  { x: 66, y: 92, size: 0.78 },
  { x: 320, y: 96, size: 0.82 },
  { x: 128, y: 66, size: 0.58 },
  { x: 262, y: 64, size: 0.6 },
  { x: 352, y: 62, size: 0.46 },
  { x: 28, y: 64, size: 0.46 },
  { x: 196, y: 54, size: 0.44 },
  { x: 346, y: 150, size: 0.86 },
  { x: 48, y: 150, size: 0.86 },
];

export function Archipelago({ islands, lanternCount, homeWaits, tall }: ArchipelagoProps) {
  const placed = islands
    .slice(0, places.length)
    .map((island, i) => ({ ...island, ...(places[i] ?? { x: 0, y: 0, size: 1 }) }));
  const back = placed.filter((one) => one.y < 110).sort((a, b) => a.y - b.y);
  const front = placed.filter((one) => one.y >= 110);
  return (
    <svg
      viewBox={tall ? '0 -150 384 400' : '0 0 384 184'}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <defs>
        <linearGradient id="sky" x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor="light-dark(#9AD6EC, #0B1436)" />
          <stop offset="1" stopColor="light-dark(#E2F3EE, #30508C)" />
        </linearGradient>
        <linearGradient id="sea" x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor="light-dark(#AEEBD9, #274F80)" />
          <stop offset=".45" stopColor="light-dark(#43BAC6, #1F4673)" />
          <stop offset="1" stopColor="light-dark(#2488B4, #12244F)" />
        </linearGradient>
      </defs>
      <rect y={tall ? -150 : 0} width="384" height={tall ? 210 : 60} fill="url(#sky)" />
      <circle cx="306" cy={tall ? -58 : 24} r={tall ? 26 : 13} fill="light-dark(#FFE9B8, #E9EDFB)" />
      <rect y="48" width="384" height={tall ? 202 : 136} fill="url(#sea)" />
      {tall ? <Clouds /> : null}
      <g
        fill="none"
        stroke="light-dark(#FFFFFF, #A9CBE0)"
        strokeLinecap="round"
        strokeWidth="1.5"
        opacity=".4"
      >
        <path d="M20 116h26M92 132h18M276 122h30M156 76h14M236 84h20M110 164h34M262 168h26" />
      </g>
      {back.map((one) => (
        <Island key={one.domain} {...one} />
      ))}
      <ellipse
        cx="192"
        cy="134"
        rx="104"
        ry="34"
        fill="none"
        stroke="#FFC567"
        strokeWidth="4"
        strokeDasharray="1 6"
        strokeLinecap="round"
      />
      <Home lanternCount={lanternCount} waits={homeWaits} />
      {front.map((one) => (
        <Island key={one.domain} {...one} />
      ))}
    </svg>
  );
}

function Island({
  x,
  y,
  size,
  domain,
  strength,
  waits,
}: SmallIsland & { x: number; y: number; size: number }) {
  const trees = 1 + Math.round(strength * 4);
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      {waits ? <Beacon /> : null}
      <ellipse cy="10" rx="50" ry="12" fill="light-dark(#FFFFFF, #A9CBE0)" opacity=".35" />
      <path
        d="M-40 6c6-10 20-14 40-14S34-4 40 6c-8 8-20 11-40 11S-32 14-40 6Z"
        fill="light-dark(#FBEAC4, #8C86A0)"
      />
      <path
        d="M-30 0c6-12 16-16 30-16s24 4 30 16C22 7 12 9 0 9S-22 7-30 0Z"
        fill="light-dark(#8FC987, #3F6F74)"
      />
      {Array.from({ length: trees }, (_, i) => {
        const at = (i - (trees - 1) / 2) * 11;
        const height = 13 + ((i * 5) % 7);
        return (
          <circle
            key={at}
            cx={at}
            cy={-10 - (i % 2) * 4}
            r={height / 2}
            fill="light-dark(#5FAE6B, #2F6464)"
          />
        );
      })}
      <path d="M-7-14V-32l7-7 7 7v18Z" fill={`var(--${domain})`} />
      <path d="M-10-31 0-41l10 10Z" fill={`color-mix(in oklab, var(--${domain}), #20364A 28%)`} />
      <rect x="-2.5" y="-25" width="5" height="6" rx="1" fill="#FFE2A8" />
    </g>
  );
}

function Home({ lanternCount, waits }: { lanternCount: number; waits: boolean }) {
  const lit = Math.min(lanternCount, 9); // more would be one row of light
  return (
    <g transform="translate(192 128)">
      {waits ? <Beacon /> : null}
      <ellipse cy="14" rx="86" ry="20" fill="light-dark(#FFFFFF, #A9CBE0)" opacity=".35" />
      <path
        d="M-72 8c10-18 36-24 72-24s62 6 72 24c-14 13-38 18-72 18s-58-5-72-18Z"
        fill="light-dark(#FBEAC4, #938CA6)"
      />
      <path
        d="M-56-2c10-18 28-24 56-24s46 6 56 24C44 9 26 12 0 12S-44 9-56-2Z"
        fill="light-dark(#8FC987, #41757A)"
      />
      {[-46, -36, 34, 45].map((at, i) => (
        <circle
          key={at}
          cx={at}
          cy={-14 - (i % 2) * 6}
          r={10 - (i % 2) * 2}
          fill="light-dark(#5FAE6B, #2F6464)"
        />
      ))}
      <rect x="-18" y="-42" width="38" height="30" rx="2" fill="light-dark(#FFF3E2, #D9C7C4)" />
      <path d="M-25-40 1-60l26 20Z" fill="#E07A55" />
      <rect x="-12" y="-34" width="8" height="9" rx="1.5" fill="#FFC567" />
      <rect x="6" y="-32" width="9" height="20" rx="1.5" fill="#B4633A" />
      {Array.from({ length: lit }, (_, i) => {
        const x = (i - (lit - 1) / 2) * 11;
        const y = 5 - (Math.abs(x) * Math.abs(x)) / 900;
        return (
          <g key={x}>
            <circle cx={x} cy={y - 6} r="6" fill="#FFC567" opacity=".28" />
            <circle cx={x} cy={y - 6} r="2.4" fill="#FFD98A" />
          </g>
        );
      })}
    </g>
  );
}

function Clouds() {
  return (
    <g fill="light-dark(#FFFFFF, #5F7FC4)" opacity=".55">
      <path d="M52-66a12 12 0 0 1 23-5 15 15 0 0 1 28 5 9 9 0 0 1 3 17H50a9 9 0 0 1 2-17Z" />
      <path d="M214-18a9 9 0 0 1 17-4 11 11 0 0 1 21 4 7 7 0 0 1 2 13h-42a7 7 0 0 1 2-13Z" />
      <path d="M250-112a7 7 0 0 1 14-3 9 9 0 0 1 17 3 6 6 0 0 1 2 11h-35a6 6 0 0 1 2-11Z" />
    </g>
  );
}

// Red is only for what waits.
function Beacon() {
  return <path d="M-5-34-9-96h18L5-34Z" fill="#D9482F" opacity=".5" />;
}
