import type { EvidenceView } from '#client/cache/views.ts';
import { amountWords, counted } from '#client/ui/say/amount.ts';
import { BeforeAfter } from './BeforeAfter.tsx';
import { luckWords } from './summary.ts';

/** The numbers behind a claim, and what speaks against it. */
export function Evidence({ evidence }: { evidence: EvidenceView }) {
  const { beforeMedian = 0, afterMedian = 0, differenceLow = 0, differenceHigh = 0, unit = '1' } = evidence;
  const { beforeCount = 0, afterCount = 0, luckProbability = 0, doubt = '' } = evidence;
  const say = (value: number) => amountWords(value, unit);
  const difference = afterMedian - beforeMedian;
  return (
    <>
      <BeforeAfter evidence={evidence} />
      <dl className="evidence">
        <div>
          <dt>Before, after</dt>
          <dd>
            {say(beforeMedian)}, then {say(afterMedian)}
          </dd>
        </div>
        <div>
          <dt>Difference</dt>
          <dd>
            {signed(difference, say)}{' '}
            <span>
              ({signed(differenceLow, say)} to {signed(differenceHigh, say)})
            </span>
          </dd>
        </div>
        <div>
          <dt>Compared</dt>
          <dd>
            {counted(beforeCount, 'day')} before, {afterCount} after
          </dd>
        </div>
        <div>
          <dt>Could be luck</dt>
          <dd>{luckWords(luckProbability)}</dd>
        </div>
      </dl>
      {doubt === '' ? null : <p className="sm">{doubt}</p>}
    </>
  );
}

function signed(value: number, say: (value: number) => string): string {
  return `${value < 0 ? '−' : '+'}${say(Math.abs(value))}`;
}
