// Numbers with their units, as people say them. Amounts arrive as exact decimals in text and are only shown here.

import type { StoredValue } from '#core/projection/entry.ts';

/** "2 h 10", "34 min", "45 s". */
export function spanWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  return minutesWords(minutes);
}

/** "€4.20" */
export function moneyWords(amount: string | number, currency: string): string {
  try {
    const whole = Number.isInteger(Number(amount)) ? { minimumFractionDigits: 0 } : {};
    return new Intl.NumberFormat(undefined, { style: 'currency', currency, ...whole }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`; // a commodity is not a currency that Intl knows
  }
}

/** "6.2 km", "7 h 10", "81.2 kg"; a plain count or score is only its number. */
export function amountWords(amount: string | number, unit: string): string {
  const value = Number(amount);
  if (unit === 'h') return minutesWords(Math.round(value * 60));
  if (unit === 'min' && value >= 60) return minutesWords(Math.round(value));
  if (/^[A-Z]{3}$/.test(unit)) return moneyWords(amount, unit);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: digits }).format(value);
  return unit === '' || unit === '1' ? number : `${number} ${unit}`;
}

/** A value of an entry; nothing for a bare yes, which the title says already. */
export function valueWords(value: StoredValue): string {
  if ('currency' in value) return moneyWords(value.amount, value.currency);
  if ('unit' in value) return amountWords(value.amount, value.unit);
  if ('text' in value) return value.text;
  return 'flag' in value && !value.flag ? 'not done' : '';
}

/** "1 entry", "3 entries". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat().format(count)} ${count === 1 ? one : many}`;
}

function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')}`;
}
