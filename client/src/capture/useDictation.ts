// Speaking instead of typing, where the browser has it. Browsers may send the voice to their maker, so it starts only on a press.

import { useEffect, useRef, useState } from 'react';

// The part of SpeechRecognition that is used here; TypeScript's library does not have it yet.
interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

type RecognitionMaker = new () => Recognition;

interface Speaking {
  readonly SpeechRecognition?: RecognitionMaker;
  readonly webkitSpeechRecognition?: RecognitionMaker;
}

export interface Dictation {
  readonly isListening: boolean;
  toggle(): void;
}

/** Nothing when the browser can't listen. */
export function useDictation(onWords: (words: string) => void): Dictation | undefined {
  const [isListening, setListening] = useState(false);
  const running = useRef<Recognition>(undefined);
  useEffect(() => () => running.current?.stop(), []);
  const { SpeechRecognition, webkitSpeechRecognition } = window as Speaking;
  const Maker = SpeechRecognition ?? webkitSpeechRecognition;
  if (!Maker) return undefined;
  return {
    isListening,
    toggle() {
      if (running.current) return running.current.stop();
      const recognition = new Maker();
      recognition.lang = navigator.language;
      recognition.interimResults = true;
      recognition.onresult = ({ results }) =>
        onWords(Array.from(results, (one) => one[0]?.transcript ?? '').join(' '));
      recognition.onend = () => {
        running.current = undefined;
        setListening(false);
      };
      running.current = recognition;
      setListening(true);
      recognition.start();
    },
  };
}
