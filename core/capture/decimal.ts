// Exact decimals as text, for what people type. No floats: 0.1 + 0.2 stays 0.3.

/** A typed number as decimal text: "7,5" and "7.5" are "7.5"; "1,000" stays a thousand only in "1,000.00". */
export function normalDecimal(typed: string): string {
  const hasBoth = typed.includes(',') && typed.includes('.');
  const plain = hasBoth ? typed.replaceAll(',', '') : typed.replace(',', '.');
  const [whole = '0', fraction] = plain.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  return fraction === undefined || fraction === '' ? digits : `${digits}.${fraction}`;
}

/** The exact product of two decimals, without trailing zeros after the point. */
export function multiply(a: string, b: string): string {
  const [left, right] = [parts(a), parts(b)];
  return fromParts(left.digits * right.digits, left.scale + right.scale);
}

/** The exact sum. */
export function add(a: string, b: string): string {
  const [left, right] = [parts(a), parts(b)];
  const scale = Math.max(left.scale, right.scale);
  const lift = ({ digits, scale: own }: Parts) => digits * 10n ** BigInt(scale - own);
  return fromParts(lift(left) + lift(right), scale);
}

/** The quotient, rounded half up to a number of decimals. The divisor is a whole number above zero. */
export function divide(a: string, divisor: number, decimals: number): string {
  const { digits, scale } = parts(a);
  const lifted = digits * 10n ** BigInt(decimals + 1);
  const quotient = lifted / (BigInt(divisor) * 10n ** BigInt(scale));
  return fromParts((quotient + 5n) / 10n, decimals);
}

interface Parts {
  readonly digits: bigint;
  readonly scale: number;
}

function parts(decimal: string): Parts {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

function fromParts(digits: bigint, scale: number): string {
  const text = digits.toString().padStart(scale + 1, '0');
  if (scale === 0) return text;
  const fraction = text.slice(-scale).replace(/0+$/, '');
  const whole = text.slice(0, -scale);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
