import type { ShardName } from '../audit/result.ts';
import { quote } from '../document/quote.ts';
import { UnusableInput } from './unusableInput.ts';

/** `3/8`, as the command line has it. */
export function parseShard(text: string): ShardName {
  const [, number, of] = (/^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? []).map(Number);
  if (number !== undefined && of !== undefined && number <= of) return { number, of };
  throw new UnusableInput([`--shard ${quote(text)}: not a shard, from 1/8 to 8/8 where there are 8, of 999 at most`]);
}
