import { defineCommand } from '../command.ts';
import { baselinesPositional } from './options.ts';

export const validate = defineCommand({
  usage: 'validate [baselines..]',
  describe: 'Check baselines: no network, no credentials',
  positional: baselinesPositional,
  options: {},
  examples: [['$0 validate baselines/', 'every problem of every file, as file:line:column: message']],
  async run(_, baselines, world) {
    const { runValidate } = await import('../validateCommand.ts');
    return await runValidate({ baselines }, world);
  },
});
