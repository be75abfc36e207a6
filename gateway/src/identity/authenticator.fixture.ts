// A passkey device in software, for tests: it answers ceremonies as a browser would (WebAuthn Level 3, attestation "none", ES256).

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

export interface Authenticator {
  readonly credentialId: string;
  /** RegistrationResponseJSON for the options of a ceremony. */
  register(optionsJson: string): string;
  /** AuthenticationResponseJSON. */
  authenticate(optionsJson: string): string;
}

const isPresentAndVerified = 0x05;
const hasCredential = 0x40;

export function createAuthenticator(origin: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  const credentialId = id.toString('base64url');
  const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();
  const relyingParty = sha256(new URL(origin).hostname);
  const noCounter = Buffer.alloc(4);
  const clientData = (type: string, optionsJson: string) => {
    const { challenge } = JSON.parse(optionsJson) as { challenge: string };
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  };
  // COSE: 1 key type EC2, 3 ES256, -1 P-256, -2 x, -3 y.
  const coseKey = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]),
  );
  const answer = (response: object) =>
    JSON.stringify({
      id: credentialId,
      rawId: credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      response,
    });
  return {
    credentialId,
    register(optionsJson) {
      const authData = Buffer.concat([
        relyingParty,
        Buffer.from([isPresentAndVerified | hasCredential]),
        noCounter,
        Buffer.alloc(16), // no model of authenticator is told
        Buffer.from([0, id.length]),
        id,
        coseKey,
      ]);
      const attestation = isoCBOR.encode(
        new Map<string, string | Map<string, string> | Uint8Array>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, string>()],
          ['authData', new Uint8Array(authData)],
        ]),
      );
      return answer({
        clientDataJSON: clientData('webauthn.create', optionsJson).toString('base64url'),
        attestationObject: Buffer.from(attestation).toString('base64url'),
        transports: ['internal'],
      });
    },
    authenticate(optionsJson) {
      const authData = Buffer.concat([relyingParty, Buffer.from([isPresentAndVerified]), noCounter]);
      const clientDataJSON = clientData('webauthn.get', optionsJson);
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientDataJSON)]), privateKey);
      return answer({
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
      });
    },
  };
}
