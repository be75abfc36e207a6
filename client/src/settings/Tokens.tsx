import { useCallback, useState } from 'react';
import { Button } from '#client/ui/button.tsx';
import { moment } from '#client/ui/say/time.ts';
import { FailedNote } from '#client/welcome/FrontDoor.tsx';
import { type Access, type Scope, scopeWords, type TokenView } from './access.ts';
import { NewToken } from './NewToken.tsx';
import { useRemote } from './useRemote.ts';

/** Tokens for scripts: each may do only what it says, and lapses by itself. */
export function Tokens({ access }: { access: Access }) {
  const { value: tokens, failed, change } = useRemote(useCallback(() => access.tokens(), [access]));
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState('');
  return (
    <section className="card" aria-labelledby="h-tokens">
      <h2 id="h-tokens">Tokens for scripts</h2>
      <p className="sm">
        For a script of yours that logs or reads by itself. Each may do only what you choose here.
      </p>
      <FailedNote failed={failed} />
      <ul className="list">
        {tokens?.map((token) => (
          <li key={token.tokenId}>
            <span>
              <b>{token.name}</b>
              <small>{tokenWords(token)}</small>
            </span>
            <Button small look="danger" onPress={() => void change(() => access.revokeToken(token.tokenId))}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      {made === '' ? null : (
        <div role="status" className="stack">
          <p>Here is the token. It is shown this once: copy it now.</p>
          <code className="token">{made}</code>
        </div>
      )}
      <div className="actions">
        <Button onPress={() => setAdding(true)}>Make a token</Button>
      </div>
      <NewToken
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onMake={(given) => change(async () => setMade(await access.createToken(given)))}
      />
    </section>
  );
}

function tokenWords({ scopes, expiresMs }: TokenView): string {
  const rights = scopes.map((scope) => scopeWords[scope as Scope] ?? scope).join(', ');
  return expiresMs === null ? rights : `${rights} · until ${moment(expiresMs)}`;
}
