import { defineCommand, listOf } from '../command.ts';
import { UnusableInput } from '../unusableInput.ts';
import { outputOption } from './options.ts';

export const merge = defineCommand({
  usage: 'merge [results..]',
  describe: 'Join the results (-o json) of all shards of a run, report, and exit by the verdict of the whole',
  positional: { describe: 'A result of each shard, as audit --shard wrote it with -o json' },
  options: { output: outputOption },
  examples: [
    ['$0 audit --shard 1/2 -o json=out/shard-1.json', 'and 2/2 elsewhere at the same time'],
    ['$0 merge out/shard-*.json -o markdown=out/routes.md', 'then: as one run would have reported'],
  ],
  async run({ output }, results, world) {
    if (results.length === 0) throw new UnusableInput(['merge takes the results of shards, such as out/shard-*.json']);
    const { runMerge } = await import('../mergeCommand.ts');
    return await runMerge({ results, output: listOf(output) }, world);
  },
});
