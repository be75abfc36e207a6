// Fair comparisons: rivals take turns in one run, so that whatever else the machine does hits all alike; medians, not best times.

/** A thing to time. `work` does `units` of it and is awaited. */
export interface Rival {
  readonly name: string;
  readonly units: number;
  work(): Promise<unknown> | unknown;
}

export interface Timing {
  readonly name: string;
  /** Median seconds for one unit. */
  readonly secondsPerUnit: number;
}

/** Runs every rival `rounds` times, in turns, after one round that does not count. */
export async function takeTurns(rivals: readonly Rival[], rounds: number): Promise<Timing[]> {
  const times = new Map<string, number[]>(rivals.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, units, work } of rivals) {
      const began = performance.now();
      await work();
      if (round > 0) times.get(name)?.push((performance.now() - began) / 1000 / units);
    }
  }
  return rivals.map(({ name }) => ({ name, secondsPerUnit: percentile(times.get(name) ?? [], 0.5) }));
}

/** One line of the table: ours against a peer. */
export interface Comparison {
  readonly what: string;
  readonly ours: Timing;
  readonly peer: Timing;
  /** What we aim at, in words; the ratio is peer's time over ours, so above 1 is faster. */
  readonly goal: string;
  readonly isMet: (ratio: number) => boolean;
  /** False for tails, and for ratios in the hundreds: they differ more from run to run than any change that kept.ts looks for. */
  readonly isWatched?: boolean;
}

export function printTable(comparisons: readonly Comparison[]): void {
  for (const { what, ours, peer, goal, isMet } of comparisons) {
    const ratio = peer.secondsPerUnit / ours.secondsPerUnit;
    console.log(what);
    console.log(`  ${ours.name.padEnd(52)} ${perSecond(ours)}`);
    console.log(`  ${peer.name.padEnd(52)} ${perSecond(peer)}`);
    console.log(
      `  ${`ratio ${ratio.toFixed(2)}`.padEnd(52)} goal ${goal}: ${isMet(ratio) ? 'met' : 'NOT met'}\n`,
    );
  }
}

function perSecond({ secondsPerUnit }: Timing): string {
  const rate = 1 / secondsPerUnit;
  return `${Math.round(rate).toLocaleString('en')}/s, ${(secondsPerUnit * 1e6).toFixed(1)} µs each`;
}

/** The number below which this share of them lies: 0.5 gives the median. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
