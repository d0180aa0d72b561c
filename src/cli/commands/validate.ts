import { defineCommand } from '../command.ts';
import { baselinesUsage } from './options.ts';

export const validate = defineCommand({
  usage: 'validate [baselines..]',
  describe: 'Check baselines: no network, no credentials',
  positional: baselinesUsage,
  options: {},
  examples: [['$0 validate baselines/', 'every problem of every file, as file:line:column: message']],
  async run(_, baselines, world) {
    const { runValidate } = await import('../validateCommand.ts');
    return await runValidate({ baselines }, world);
  },
});
