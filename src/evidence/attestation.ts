import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { isRecord } from '../collect/jsonValue.ts';
import type { FileDigest } from './sums.ts';

const payloadType = 'application/vnd.in-toto+json';

/**
 * An in-toto Statement v1 about the files of a bundle, in a DSSE envelope with one Ed25519 signature.
 * https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 * https://github.com/secure-systems-lab/dsse/blob/master/envelope.md
 */
export function attest(files: readonly FileDigest[], type: string, predicate: unknown, privateKey: KeyObject): string {
  const payload = statement(files, type, predicate);
  const signature = sign(null, preAuthEncoding(payload), privateKey);
  return envelope(payload, signature.toString('base64'), keyIdOf(createPublicKey(privateKey)));
}

/** Why the envelope does not attest exactly this, by this key; null: it does. Without a key: but for the signature. */
export function whyNotAttested(
  text: string,
  files: readonly FileDigest[],
  type: string,
  predicate: unknown,
  publicKey: KeyObject | null,
): string | null {
  const payload = statement(files, type, predicate);
  const { keyid, sig } = signatureIn(text);
  if (envelope(payload, sig, keyid) !== text) return 'it is not a signed statement about these files';
  if (publicKey === null) return null;
  if (keyid !== keyIdOf(publicKey)) return `it is signed by another key, ${keyid}`;
  return verify(null, preAuthEncoding(payload), publicKey, Buffer.from(sig, 'base64'))
    ? null
    : 'its signature is wrong';
}

/** SHA-256 of the public key as SubjectPublicKeyInfo, DER. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** Unchecked: who says it signed. */
export function keyIdIn(text: string): string {
  return signatureIn(text).keyid;
}

function statement(files: readonly FileDigest[], type: string, predicate: unknown): Buffer {
  const subject = files.map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  const parts = {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: type,
    predicate,
  };
  return Buffer.from(JSON.stringify(parts));
}

function preAuthEncoding(payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function envelope(payload: Buffer, sig: string, keyid: string): string {
  return `${JSON.stringify({ payloadType, payload: payload.toString('base64'), signatures: [{ keyid, sig }] }, null, 2)}\n`;
}

/** Empty where there is none; what is not as we write it is found by writing it again. */
function signatureIn(text: string): { readonly keyid: string; readonly sig: string } {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {}
  const signatures = isRecord(value) && Array.isArray(value.signatures) ? value.signatures : [];
  const [one]: readonly unknown[] = signatures;
  const { keyid, sig } = isRecord(one) ? one : {};
  const isBase64 = typeof sig === 'string' && Buffer.from(sig, 'base64').toString('base64') === sig;
  return { keyid: typeof keyid === 'string' && /^[0-9a-f]{64}$/.test(keyid) ? keyid : '', sig: isBase64 ? sig : '' };
}
