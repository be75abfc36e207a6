import { useState } from 'react';
import { hasLetterKeys, setLetterKeys } from '#client/app/shell/letterkeys.ts';
import { readTheme, setTheme } from '#client/app/theme.ts';
import { Switch } from '#client/ui/Switch.tsx';
import { Segmented } from '#client/ui/segmented.tsx';

/** How this device shows things. Kept on this device only. */
export function Look() {
  const [theme, setShown] = useState(readTheme);
  const [letters, setLetters] = useState(hasLetterKeys);
  return (
    <section className="card" aria-labelledby="h-look">
      <h2 id="h-look">Look and keys</h2>
      <div>
        <Segmented
          label="Light or dark"
          value={theme}
          onChange={(next) => {
            setTheme(next);
            setShown(next);
          }}
          options={[
            { id: 'system', name: 'As the system' },
            { id: 'light', name: 'Light' },
            { id: 'dark', name: 'Dark' },
          ]}
        />
      </div>
      <Switch
        label="Single letters are shortcuts"
        isOn={letters}
        onChange={(on) => {
          setLetterKeys(on);
          setLetters(on);
        }}
      />
      <p className="sm">Kept on this device only. Press ? to see all keys.</p>
    </section>
  );
}
