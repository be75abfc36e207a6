import { fail, numeral, parseJson, quoted, readText, writeText } from "../../sdk/assembly";
import { dayNumber, follow } from "./trend";

/** { series: [{ day, valueKg }] } in order of days → { series: [{ day, trendKg }], latestTrendKg, weeklyChangeKg? }. */
export function trend(): i32 {
  const series = parseJson(readText()).get("series").asList();
  const days: i32[] = [];
  const trends: f64[] = [];
  const rows: string[] = [];
  for (let i = 0; i < series.length; i++) {
    const day = series[i].get("day").asText();
    const valueKg = series[i].get("valueKg").asNumber();
    const number = dayNumber(day);
    if (i > 0 && number <= days[i - 1]) return fail("give the days in order, one value a day; " + day + " comes too late");
    const trendKg = i == 0 ? valueKg : follow(trends[i - 1], valueKg, number - days[i - 1]);
    days.push(number);
    trends.push(trendKg);
    rows.push('{"day":' + quoted(day) + ',"trendKg":' + numeral(trendKg) + "}");
  }
  const last = trends.length - 1;
  const week = weekBefore(days);
  const change = week < 0 ? "" : ',"weeklyChangeKg":' + numeral(((trends[last] - trends[week]) * 7) / (days[last] - days[week]));
  return writeText('{"series":[' + rows.join(",") + '],"latestTrendKg":' + numeral(trends[last]) + change + "}");
}

/** The last reading at least seven days before the latest one; -1 when there is none. */
function weekBefore(days: i32[]): i32 {
  let i = days.length - 1;
  const latest = days[i];
  while (i >= 0 && latest - days[i] < 7) i--;
  return i;
}
