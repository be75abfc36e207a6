// Order statistics, so that one odd day can't make a finding.

/** The median; 0 for no numbers. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** A quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). `q` from 0 to 1. */
export function quantile(numbers: readonly number[], q: number): number {
  if (numbers.length === 0) return 0;
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** Ranks from 1; ties share their mean rank. */
export function ranks(numbers: readonly number[]): Float64Array {
  const order = numbers.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result = new Float64Array(numbers.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && order[end + 1]?.value === order[start]?.value) end++;
    for (let i = start; i <= end; i++) result[order[i]?.index ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return result;
}
