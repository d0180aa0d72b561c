import type { TagFilter } from '../audit/coverage.ts';
import { isRegionName } from '../collect/regions.ts';
import { quote } from '../document/quote.ts';
import { compareText } from '../routing/table.ts';
import { listOf } from './command.ts';
import { UnusableInput } from './unusableInput.ts';

/** Which connections `audit --discover` looks for beside those that have a baseline. */
export interface DiscoveryArguments {
  /** Beside those of the baselines. */
  readonly regions: readonly string[];
  readonly tags: readonly TagFilter[];
}

/** As yargs gives them. */
interface DiscoveryOptions {
  readonly discover: boolean | undefined;
  readonly region: string | undefined;
  readonly tag: string | undefined;
}

/** null: nobody asked. */
export function discoveryArguments({ discover, region, tag }: DiscoveryOptions): DiscoveryArguments | null {
  if (discover !== true) return null;
  const regions = listOf(region);
  // In one order, so that the same question is the same text.
  const tags = [...new Set(listOf(tag))].sort(compareText).map(parseTag);
  const problems = [
    ...regions.filter((text) => !isRegionName(text)).map((text) => `--region ${quote(text)}: not the name of a region`),
    ...tags.filter(({ key }) => key === '').map(() => '--tag: write KEY, or KEY=VALUE'),
  ];
  if (problems.length > 0) throw new UnusableInput(problems);
  return { regions, tags };
}

/** A value may hold `=`, and may be empty; a key can do neither. */
function parseTag(text: string): TagFilter {
  const [key = '', ...rest] = text.split('=');
  return { key, value: rest.length === 0 ? null : rest.join('=') };
}
