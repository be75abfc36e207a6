import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '#client/app/useSession.ts';
import { Button } from '#client/ui/button.tsx';
import { FailedNote } from '#client/welcome/FrontDoor.tsx';
import { useAttempt } from '#client/welcome/useAttempt.ts';

/** Ways to sign in: a passkey can be added on each device. */
export function SignInWays() {
  const session = useSession();
  const { failed, isBusy, attempt } = useAttempt();
  const [isAdded, setAdded] = useState(false);
  if (!('PublicKeyCredential' in window)) return null;
  const add = async () => {
    const problem = await session.addPasskey();
    setAdded(problem === undefined);
    return problem;
  };
  return (
    <section className="card" aria-labelledby="h-ways">
      <h2 id="h-ways">Sign in with a passkey</h2>
      <p className="sm">
        Your fingerprint, face or screen lock instead of a password. One for each device you use.
      </p>
      <FailedNote failed={failed} />
      <p role="status" className="sm">
        {isAdded ? 'The passkey is added. It works from the next sign-in.' : ''}
      </p>
      <div className="actions">
        <Button isDisabled={isBusy} onPress={() => void attempt(add)}>
          <Fingerprint size={20} aria-hidden />
          Add a passkey for this device
        </Button>
      </div>
    </section>
  );
}
