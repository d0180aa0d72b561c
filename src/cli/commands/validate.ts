import { defineCommand } from '../command.ts';
import { baselinesPositional } from './options.ts';

export const validate = defineCommand({
  usage: 'validate [baselines..]',
  describe: 'Check baselines, and warn of what is probably not meant: no network, no credentials',
  positional: baselinesPositional,
  options: {
    'fail-on-lint': { type: 'boolean', default: false, describe: 'Exit with 1 where there is a lint warning' },
  },
  examples: [
    ['$0 validate baselines/', 'every problem of every file, as file:line:column: message'],
    ['$0 validate --fail-on-lint', 'lint warnings fail too; docs/lint.md explains them'],
  ],
  async run(options, baselines, world) {
    const { runValidate } = await import('../validateCommand.ts');
    return await runValidate({ baselines, failOnLint: options['fail-on-lint'] }, world);
  },
});
