import { Button } from '#client/ui/button.tsx';
import { FrontDoor } from '#client/welcome/FrontDoor.tsx';

/** Stands where the screens would be: without their life they would look as if nothing had ever been written. */
export function NotOpen({ advice }: { advice: string }) {
  return (
    <FrontDoor title="Your life did not open here">
      <p className="muted">Nothing you wrote is lost: the copy in this browser is as it was.</p>
      <p role="alert">{advice}</p>
      <Button look="main" onPress={() => location.reload()}>
        Open it again
      </Button>
    </FrontDoor>
  );
}
