import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import tls from 'node:tls';

export interface SelfSigned {
  /** PEM, both. */
  readonly certificate: string;
  readonly key: string;
}

/** A certificate for these host names and IPv4 addresses that vouches for itself, made anew for each test (X.509 in DER). */
export function selfSigned(...hosts: readonly string[]): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('route-drift test')))));
  const validity = sequence(time('20200101000000Z'), time('20991231235959Z'));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension('551d13', sequence(der(0x01, Buffer.from([0xff])))), alternativeNames(hosts))),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  return { certificate: pem(sequence(body, algorithm, signature)), key: pemOf(privateKey) };
}

/** While `use` runs, this process trusts the certificate, as it would with NODE_EXTRA_CA_CERTS. */
export async function trusting<T>(certificate: string, use: () => Promise<T>): Promise<T> {
  const real = tls.connect;
  tls.connect = ((options: tls.ConnectionOptions) => real({ ...options, ca: certificate })) as typeof real;
  try {
    return await use();
  } finally {
    tls.connect = real;
  }
}

function alternativeNames(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) => {
    const isAddress = /^[\d.]+$/.test(host);
    return der(isAddress ? 0x87 : 0x82, isAddress ? Buffer.from(host.split('.').map(Number)) : Buffer.from(host));
  });
  return extension('551d11', sequence(...names));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value));
}

function time(text: string): Buffer {
  return der(0x18, Buffer.from(text));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function pem(certificate: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
