// Coming back on a device that does not know one yet, or no longer does.

import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '#client/app/useSession.ts';
import { Button } from '#client/ui/button.tsx';
import { Field } from '#client/ui/field.tsx';
import { FailedNote, FrontDoor } from './FrontDoor.tsx';
import { useAttempt } from './useAttempt.ts';

export function SignIn() {
  const session = useSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { failed, isBusy, attempt } = useAttempt();
  const hasPasskeys = 'PublicKeyCredential' in window;
  return (
    <FrontDoor title="Welcome back">
      <p className="muted">Sign in once on this device. After that it opens by itself, also offline.</p>
      {hasPasskeys ? (
        <>
          <Button
            look="main"
            isDisabled={isBusy}
            onPress={() => void attempt(() => session.signInWithPasskey())}
          >
            <Fingerprint size={20} aria-hidden />
            Sign in with a passkey
          </Button>
          <p className="or">or</p>
        </>
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(() => session.signIn({ name: name.trim(), password }));
        }}
      >
        <Field label="Name" value={name} onChange={setName} autoComplete="username webauthn" />
        <Field
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <FailedNote failed={failed} />
        <Button
          {...(hasPasskeys ? {} : { look: 'main' as const })}
          type="submit"
          isDisabled={isBusy || name.trim() === '' || password === ''}
        >
          Sign in with a password
        </Button>
      </form>
    </FrontDoor>
  );
}
