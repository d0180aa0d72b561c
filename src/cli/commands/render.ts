import { defineCommand, listOf } from '../command.ts';
import { UnusableInput } from '../unusableInput.ts';
import { outputOption, remediationOption } from './options.ts';

export const render = defineCommand({
  usage: 'render [result]',
  describe: 'Write reports of a saved result (-o json) again, and exit by its verdict',
  positional: { describe: 'A result that audit wrote with -o json' },
  options: { output: outputOption, remediation: remediationOption },
  examples: [['$0 render out/result.json -o markdown', 'the same result for people']],
  async run({ output, remediation }, [result, ...more], world) {
    if (result === undefined || more.length > 0)
      throw new UnusableInput(['render takes one result, such as out/result.json']);
    const { runRender } = await import('../renderCommand.ts');
    return await runRender({ result, output: listOf(output), remediation }, world);
  },
});
