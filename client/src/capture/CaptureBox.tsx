// The line in which everything is written down. It shows what it understood while one types; Enter saves all of it.

import { CornerDownLeft, Mic } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useMoment, useMomentStore } from '#client/app/moment.ts';
import { useAnswer } from '#client/app/useLife.ts';
import { useNow } from '#client/app/useNow.ts';
import { RoundButton } from '#client/ui/button.tsx';
import { counted } from '#client/ui/say/amount.ts';
import { understand } from '#core/capture/understand.ts';
import { Mirror } from './Mirror.tsx';
import { pieceKey } from './pieces.ts';
import { Understood } from './Understood.tsx';
import { useDictation } from './useDictation.ts';
import { useSaveLine } from './useSaveLine.ts';
import './capture.css';

/** The contract keeps no more of what was typed. */
const lineMax = 2000;

export function CaptureBox() {
  const store = useMomentStore();
  const line = useMoment((moment) => moment.line);
  const setLine = (words: string) => store.setState({ line: words });
  const kinds = useAnswer('kinds', {});
  const { nowMs, zone } = useNow();
  const pieces = useMemo(
    () => (kinds && line.trim() !== '' ? understand(line, { kinds, nowMs, zone }) : []),
    [line, kinds, nowMs, zone],
  );
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const field = useFieldFocus();
  const saveLine = useSaveLine();
  const dictation = useDictation(setLine);
  const notSaved = useMoment((moment) => moment.notSaved);

  const save = async () => {
    if (pieces.length === 0) return;
    const meant = pieces.map((piece) => {
      const meaning = piece.doubt?.find((one) => one.label === chosen[pieceKey(piece)]);
      return { piece, entry: meaning?.entry ?? piece.entry };
    });
    // The words leave the line at once, and come back if they could not be saved.
    setLine('');
    setChosen({});
    try {
      await saveLine(line, meant);
    } catch {
      // What was typed meanwhile stays, too.
      store.setState(({ line: typed }) => ({ line: typed === '' ? line : `${line}. ${typed}` }));
    }
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void save();
  };

  return (
    <section className="capture" aria-label="Write down what happened">
      <div className="line">
        <div className="writing">
          <Mirror line={line} pieces={pieces} kinds={kinds ?? []} />
          <textarea
            ref={field}
            aria-label="What happened?"
            aria-describedby={pieces.length > 0 ? 'understood' : undefined}
            placeholder="What happened?"
            rows={1}
            maxLength={lineMax}
            value={line}
            enterKeyHint="done"
            onChange={(event) => setLine(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        {dictation ? (
          <RoundButton
            label={dictation.isListening ? 'Stop listening' : 'Speak instead'}
            onPress={dictation.toggle}
          >
            <Mic size={20} aria-hidden color={dictation.isListening ? 'var(--lamp-ink)' : undefined} />
          </RoundButton>
        ) : null}
        <RoundButton
          main
          label={pieces.length > 0 ? `Save ${counted(pieces.length, 'entry', 'entries')}` : 'Save'}
          onPress={() => void save()}
        >
          <CornerDownLeft size={20} aria-hidden />
        </RoundButton>
      </div>
      {notSaved === '' ? null : (
        <p className="failed" role="alert">
          {notSaved} What you wrote is still here.
        </p>
      )}
      {pieces.length > 0 ? (
        <Understood
          pieces={pieces}
          kinds={kinds ?? []}
          chosen={chosen}
          onChoose={(piece, label) => setChosen((before) => ({ ...before, [pieceKey(piece)]: label }))}
        />
      ) : null}
    </section>
  );
}

// Words that were put back, from a refused entry or the palette, bring the focus along, with the cursor behind them.
function useFieldFocus() {
  const field = useRef<HTMLTextAreaElement>(null);
  const asked = useMoment((moment) => moment.lineAsked);
  const store = useMomentStore();
  const answered = useRef(0);
  useEffect(() => {
    if (asked === answered.current) return;
    answered.current = asked;
    field.current?.focus();
    const end = store.getState().line.length;
    field.current?.setSelectionRange(end, end);
  }, [asked, store]);
  return field;
}
