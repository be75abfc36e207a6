/** SHA-256 in lower-case hex, by Web Crypto, which browsers offer on https and on localhost only. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // The copy also keeps the digest apart from the caller, who could change the array meanwhile.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
