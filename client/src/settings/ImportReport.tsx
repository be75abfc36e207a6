import type { ImportView } from '#client/cache/views.ts';
import { counted } from '#client/ui/say/amount.ts';

/** An account of every line: taken, known already, skipped and why. */
export function ImportReport({
  report,
}: {
  report: Pick<ImportView, 'readCount' | 'takenCount' | 'knownCount' | 'skipped'>;
}) {
  const count = (number: number) => new Intl.NumberFormat().format(number);
  return (
    <dl className="facts-list">
      <div>
        <dt>Read</dt>
        <dd>{counted(report.readCount, 'line')}</dd>
      </div>
      <div>
        <dt>Taken</dt>
        <dd>{counted(report.takenCount, 'entry', 'entries')}</dd>
      </div>
      <div>
        <dt>There already</dt>
        <dd>{count(report.knownCount)}</dd>
      </div>
      {report.skipped.map((one) => (
        <div key={one.reason}>
          <dt>Skipped {count(one.count)}</dt>
          <dd>{one.reason}</dd>
        </div>
      ))}
    </dl>
  );
}
