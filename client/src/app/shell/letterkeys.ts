// Whether single letters are shortcuts. Speech input types letters, so they must be possible to switch off.

const key = 'lifeos.letterkeys';

export function hasLetterKeys(): boolean {
  return localStorage.getItem(key) !== 'off';
}

export function setLetterKeys(on: boolean): void {
  if (on) localStorage.removeItem(key);
  else localStorage.setItem(key, 'off');
}
