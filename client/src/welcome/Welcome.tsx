// The first visit: the link from the terminal makes whoever opens it the owner. A passkey first, a password as the other way.

import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '#client/app/useSession.ts';
import { Button } from '#client/ui/button.tsx';
import { Field } from '#client/ui/field.tsx';
import { FailedNote, FrontDoor } from './FrontDoor.tsx';
import { useAttempt } from './useAttempt.ts';

/** The gateway asks for at least as many; longer is better than stranger. */
const passwordMin = 10;

export function Welcome() {
  const [claim] = useState(() => new URLSearchParams(location.hash.slice(1)).get('claim') ?? '');
  return claim === '' ? <NoLink /> : <Claim claim={claim} />;
}

function NoLink() {
  return (
    <FrontDoor title="This LifeOS has no owner yet">
      <p className="muted">
        When it started, it printed a link in its terminal. Open that link on this device: whoever opens it
        becomes the owner.
      </p>
      <p className="sm">The link works once. If it is gone, start LifeOS again and it prints a new one.</p>
    </FrontDoor>
  );
}

function Claim({ claim }: { claim: string }) {
  const session = useSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [withPassword, setWithPassword] = useState(!('PublicKeyCredential' in window));
  const { failed, isBusy, attempt } = useAttempt();
  const given = { claim, name: name.trim() };
  const isReady = given.name !== '' && (!withPassword || password.length >= passwordMin);
  return (
    <FrontDoor title="Welcome. This is yours.">
      <p className="muted">
        Everything you log stays on this machine and on your own devices. There is no account anywhere else.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady)
            void attempt(() =>
              withPassword ? session.claim({ ...given, password }) : session.claimWithPasskey(given),
            );
        }}
      >
        <Field
          label="What should it call you?"
          value={name}
          onChange={setName}
          autoComplete="username"
          autoFocus
          isRequired
          maxLength={60}
        />
        {withPassword ? (
          <Field
            label="Password"
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            help={`At least ${passwordMin} characters. Four words that only you would put together are good.`}
          />
        ) : null}
        <FailedNote failed={failed} />
        <Button look="main" type="submit" isDisabled={!isReady || isBusy}>
          {withPassword ? null : <Fingerprint size={20} aria-hidden />}
          {withPassword ? 'Begin with a password' : 'Begin with a passkey'}
        </Button>
        <p className="or">or</p>
        <Button onPress={() => setWithPassword(!withPassword)}>
          {withPassword ? 'Use a passkey instead' : 'Use a password instead'}
        </Button>
      </form>
      <p className="sm">
        A passkey is your fingerprint, face or screen lock. Nothing to remember, and nothing that can be
        guessed.
      </p>
    </FrontDoor>
  );
}
