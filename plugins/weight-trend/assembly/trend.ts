// The trend of "The Hacker's Diet" (John Walker, 1991): an exponentially weighted moving average with 10 % smoothing a day.
// Days without a reading count too: after a gap of d days the old trend keeps 0.9^d of its weight, as if each day had come.

/** How much of a day's difference the trend follows. */
const SMOOTHING: f64 = 0.1;

/** The trend after one more reading, `gapDays` after the one before. */
export function follow(trendKg: f64, valueKg: f64, gapDays: i32): f64 {
  return trendKg + (1 - Math.pow(1 - SMOOTHING, <f64>gapDays)) * (valueKg - trendKg);
}

/** Days since 1970-01-01 of a date 'YYYY-MM-DD' in the Gregorian calendar (Howard Hinnant, "days_from_civil"). */
export function dayNumber(day: string): i32 {
  const month = <i32>parseInt(day.substring(5, 7));
  const year = <i32>parseInt(day.substring(0, 4)) - (month <= 2 ? 1 : 0);
  const dayOfMonth = <i32>parseInt(day.substring(8, 10));
  const era = year / 400; // dates here are after the year 0
  const yearOfEra = year - era * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}
