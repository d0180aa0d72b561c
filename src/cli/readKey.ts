import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readInput } from './findBaselines.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** The Ed25519 key that `--sign-key` names. */
export async function readPrivateKey(file: string, world: World): Promise<KeyObject> {
  const what = 'an Ed25519 private key as PKCS#8 PEM without a pass phrase (openssl genpkey -algorithm ed25519)';
  return await readKey('--sign-key', file, what, createPrivateKey, world);
}

/** The Ed25519 key that `--public-key` names. */
export async function readPublicKey(file: string, world: World): Promise<KeyObject> {
  const what = 'an Ed25519 public key as PEM (openssl pkey -in private.pem -pubout)';
  return await readKey('--public-key', file, what, createPublicKey, world);
}

async function readKey(
  option: string,
  file: string,
  what: string,
  create: (pem: Buffer) => KeyObject,
  { files }: World,
): Promise<KeyObject> {
  const input = await readInput(file, 1, files);
  if (typeof input === 'string') throw new UnusableInput([`${option}: ${input}`]);
  // What the library says of a key that it can't read may quote it.
  const key = parsedBy(create, Buffer.from(input.bytes));
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new UnusableInput([`${option} ${file}: it is not ${what}`]);
}

function parsedBy(create: (pem: Buffer) => KeyObject, pem: Buffer): KeyObject | null {
  try {
    return create(pem);
  } catch {
    return null;
  }
}
