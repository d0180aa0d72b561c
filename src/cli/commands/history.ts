import { defineCommand, listOf } from '../command.ts';
import { UnusableInput } from '../unusableInput.ts';
import { outputOption } from './options.ts';

export const history = defineCommand({
  usage: 'history [runs..]',
  describe: 'Say over many runs when each drift was first seen, last seen and resolved, and which runs did not happen',
  positional: {
    describe: 'Results (-o json), bundles (--evidence), or directories of them; that a bundle holds, verify checks',
  },
  options: {
    every: {
      type: 'string',
      requiresArg: true,
      describe: 'How often a run was due, such as 24h, 30m or 7d: what did not happen is told, and is incomplete',
    },
    from: {
      type: 'string',
      requiresArg: true,
      describe: 'First day of the period, UTC, such as 2026-10-01 [default: that of the first run]',
    },
    to: {
      type: 'string',
      requiresArg: true,
      describe: 'Last day of it [default: until the last run; with --every until now]',
    },
    output: {
      ...outputOption,
      describe: outputOption.describe.replace('Report', 'Report (text, markdown, json or html)'),
    },
  },
  examples: [
    ['$0 history evidence/ --every 24h', 'what is new, still there and resolved, and was every night looked at'],
    ['$0 history evidence/ --every 24h --from 2026-10-01 --to 2026-12-31 -o html=q4.html', 'a quarter, for an auditor'],
    ['$0 history out/monday.json out/tuesday.json', 'what the last run changed'],
  ],
  async run({ every, from, to, output }, runs, world) {
    if (runs.length === 0)
      throw new UnusableInput(['history takes results, bundles or directories, such as evidence/']);
    const { runHistory } = await import('../historyCommand.ts');
    return await runHistory({ runs, every, from, to, output: listOf(output) }, world);
  },
});
