import { collectionArguments } from '../collectionArguments.ts';
import { defineCommand } from '../command.ts';
import { accountsOptions, baselinesPositional, sourceOptions } from './options.ts';

export const collect = defineCommand({
  usage: 'collect [baselines..]',
  describe: 'Save a snapshot of the routes that are there, to be audited elsewhere',
  positional: baselinesPositional,
  options: {
    to: { type: 'string', requiresArg: true, demandOption: true, describe: 'The file to save the snapshot in' },
    ...sourceOptions,
    ...accountsOptions,
  },
  examples: [['$0 collect --to out/snapshot.json', 'then: route-drift audit --snapshot out/snapshot.json']],
  async run({ to, ...options }, baselines, world) {
    const { runCollect } = await import('../collectCommand.ts');
    return await runCollect({ baselines, to, ...collectionArguments(options) }, world);
  },
});
