/**
 * A body without the keys that a VPN connection is secured with. The lists that are asked for hold none, by the API's
 * documentation; its other replies about connections hold pre-shared keys (`Psk`) and keys of BGP sessions (`AuthKey`). If
 * one ever comes, it is gone here: what is kept of an answer is all that anything else of this program sees of it.
 *
 * null: it may hold a key, and nobody can tell where. Nothing of it is to be kept then.
 */
export function dropKeys(body: string): string | null {
  if (!mayHoldKey(body)) return body;
  try {
    const kept = JSON.stringify(JSON.parse(body, dropped));
    // A member that stands twice is read once; and text in a field may be anything.
    return mayHoldKey(kept) ? null : kept;
  } catch {
    return null;
  }
}

const name = String.raw`[\w-]*(?:psk|shared_?keys?|auth_?key|auth_?password|md5_?key)`;
/** A member of that name, in JSON, in JSON within a text of JSON, or an element of XML, that says something. */
const named = new RegExp(String.raw`["'\\]${name}\\*["']\s*:\s*(?!null|\\*"\\*"|\\*"…\\*")|<${name}>(?!<)`, 'i');

/** Letters may be written with escapes. */
function mayHoldKey(text: string): boolean {
  const plain = text.replaceAll(/\\+u([0-9a-fA-F]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return named.test(plain);
}

function dropped(member: string, value: unknown): unknown {
  if (value === null || value === '') return value;
  if (new RegExp(`^${name}$`, 'i').test(member)) return '…';
  // Some fields hold JSON as text.
  return typeof value === 'string' ? (dropKeys(value) ?? '…') : value;
}
