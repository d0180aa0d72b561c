import type { Random } from '../simulation/random.ts';
import { anyOf, few } from './fuzz.ts';

/** One to eight small damages, each of a byte, of a run of bytes, or of lines. `tokens` is what the format is made of. */
export function mutateBytes(bytes: Uint8Array, tokens: readonly string[], random: Random): Uint8Array {
  let mutated = Buffer.from(bytes);
  for (let left = few(random); left > 0; left--) {
    mutated = Buffer.from(random.pick(damages)(mutated, () => Buffer.from(anyOf(tokens, random) ?? ''), random));
  }
  return mutated;
}

type Damage = (bytes: Buffer, token: () => Buffer, random: Random) => Buffer | string;

const damages: readonly [Damage, ...Damage[]] = [
  function flipBit(bytes, _, random) {
    const at = random.below(bytes.length);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.of((bytes[at] ?? 0) ^ (1 << random.below(8))),
      bytes.subarray(at + 1),
    ]);
  },
  function anyByte(bytes, _, random) {
    return splice(bytes, random.below(bytes.length), random.below(2), Buffer.of(random.below(256)));
  },
  function remove(bytes, _, random) {
    return splice(bytes, random.below(bytes.length), 1 + random.below(random.pick([2, 20, 400])), Buffer.of());
  },
  function repeat(bytes, _, random) {
    const at = random.below(bytes.length);
    const run = bytes.subarray(at, at + 1 + random.below(random.pick([4, 40, 400])));
    return splice(bytes, random.chance(0.5) ? at : random.below(bytes.length), 0, run);
  },
  function insertToken(bytes, token, random) {
    return splice(bytes, random.below(bytes.length + 1), 0, token());
  },
  function overwriteWithToken(bytes, token, random) {
    const inserted = token();
    return splice(bytes, random.below(bytes.length), inserted.length, inserted);
  },
  function cut(bytes, _, random) {
    return bytes.subarray(0, random.below(bytes.length + 1));
  },
  function newValue(bytes, token, random) {
    return changeLine(bytes, random, (line) => [
      line.replace(/(: ?).*?(,|}|$)/, (_, colon, end) => `${colon}${token()}${end}`),
    ]);
  },
  function newWord(bytes, token, random) {
    return changeLine(bytes, random, (line) => {
      const words = line.split(/\b/);
      words[random.below(words.length)] = `${token()}`;
      return [words.join('')];
    });
  },
  function removeLine(bytes, _, random) {
    return changeLine(bytes, random, () => []);
  },
  function repeatLine(bytes, _, random) {
    return changeLine(bytes, random, (line) => [line, line]);
  },
  function indentLine(bytes, _, random) {
    return changeLine(bytes, random, (line) => [random.chance(0.5) ? `  ${line}` : line.replace(/^ {1,2}/, '')]);
  },
  function moveLine(bytes, _, random) {
    const lines = bytes.toString().split('\n');
    const [line = ''] = lines.splice(random.below(lines.length), 1);
    return lines.toSpliced(random.below(lines.length + 1), 0, line).join('\n');
  },
];

function splice(bytes: Buffer, at: number, removed: number, inserted: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
}

function changeLine(bytes: Buffer, random: Random, change: (line: string) => readonly string[]): string {
  const lines = bytes.toString().split('\n');
  const at = random.below(lines.length);
  return lines.toSpliced(at, 1, ...change(lines[at] ?? '')).join('\n');
}
