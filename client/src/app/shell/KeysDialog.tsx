import { Dialog } from '#client/ui/dialog.tsx';
import { useMoment, useMomentStore } from '../moment.ts';
import { allScreens } from '../screens.ts';
import { commandKey } from './platform.ts';

/** All keys, on "?". */
export function KeysDialog() {
  const store = useMomentStore();
  const isOpen = useMoment((moment) => moment.over === 'keys');
  const keys: readonly (readonly [string, ...string[]])[] = [
    ['Find or do anything', commandKey(), 'K'],
    ['Write down what happened', 'N'],
    ['Undo the last thing', 'U'],
    ['Why this?', 'W'],
    ['Show these keys', '?'],
    ...allScreens.map((screen) => [`Go to ${screen.name}`, 'G', screen.key.toUpperCase()] as const),
  ];
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={() => store.setState({ over: undefined })}>
      <dl className="keys-list">
        {keys.map(([does, ...pressed]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="sm">Single letters can be switched off in Settings.</p>
    </Dialog>
  );
}
