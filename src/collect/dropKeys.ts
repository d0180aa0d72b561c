/**
 * A body without the keys that a VPN connection is secured with. The lists that are asked for hold none, by the API's
 * documentation; its other replies about connections hold pre-shared keys (`Psk`) and keys of BGP sessions (`AuthKey`). If
 * one ever comes, it is gone here: what is kept of an answer is all that anything else of this program sees of it.
 */
export function dropKeys(body: string): string {
  // A name may be written with escapes.
  if (!/psk|shared|auth|\\u/i.test(body)) return body;
  let found = false;
  const drop = (name: string, value: unknown): unknown => {
    if (value === null || value === '') return value;
    // Some fields hold JSON as text.
    const kept = isKeyName(name) ? '…' : typeof value === 'string' ? dropKeys(value) : value;
    found ||= kept !== value;
    return kept;
  };
  try {
    const kept = JSON.stringify(JSON.parse(body, drop));
    return found ? kept : body;
  } catch {
    // Whoever reads it will refuse it; but it is kept.
    return body.replaceAll(/("(?:psk|[a-z_]*shared_?key|[a-z_]*auth_?key)"\s*:\s*")(?:[^"\\]|\\.)*/gi, '$1…');
  }
}

function isKeyName(name: string): boolean {
  return /^(psk|.*shared_?key|.*auth_?key)$/i.test(name);
}
