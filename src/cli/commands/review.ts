import { collectionArguments } from '../collectionArguments.ts';
import { defineCommand, listOf } from '../command.ts';
import { accountsOptions, baselinesPositional, outputOption, sourceOptions } from './options.ts';

export const review = defineCommand({
  usage: 'review [baselines..]',
  describe: 'Say what a change of the baselines does, before it is merged',
  positional: baselinesPositional,
  options: {
    base: {
      type: 'string',
      requiresArg: true,
      demandOption: true,
      describe: 'What it is before the change: a git revision, or a directory written as a path, such as ./before',
    },
    head: {
      type: 'string',
      requiresArg: true,
      describe: 'What it is after the change, a revision or directory too [default: the working tree]',
    },
    terraform: {
      type: 'string',
      requiresArg: true,
      conflicts: ['head'],
      describe: 'What it is after the change: the routes in this output of terraform show -json, of a plan or a state',
    },
    output: { ...outputOption, describe: outputOption.describe.replace('Report', 'Report (text or markdown)') },
    'fail-on-loosened': { type: 'boolean', default: false, describe: 'End with 1 where the audit is loosened' },
    snapshot: {
      type: 'string',
      requiresArg: true,
      conflicts: ['live', 'embedded', 'endpoint', 'ecs-role', 'accounts'],
      describe: 'Compare with what is there, too, as this saved snapshot has it',
    },
    live: {
      type: 'boolean',
      describe:
        'Compare with what is there, too, read now with your credentials; --embedded, --endpoint, --ecs-role and --accounts imply it',
    },
    ...sourceOptions,
    ...accountsOptions,
  },
  examples: [
    ['$0 review --base origin/main', 'what this working tree changes'],
    ['$0 review --base main --snapshot out/snapshot.json', "and which of today's differences it explains"],
    ['$0 review --base ./baselines/ --terraform plan.json --live', 'what a plan would do, before it is applied'],
    ['$0 review --base ./before/ --head ./after/', 'with no git'],
  ],
  async run(options, baselines, world) {
    const { runReview } = await import('../reviewCommand.ts');
    const { base, head, terraform, output, snapshot, live, embedded, endpoint } = options;
    const named = [endpoint, options['ecs-role'], options.accounts];
    const isLive = live === true || embedded === true || named.some((value) => value !== undefined);
    const failOnLoosened = options['fail-on-loosened'];
    const collection = collectionArguments(options);
    return await runReview(
      {
        baselines,
        base,
        head,
        terraform,
        output: listOf(output),
        snapshot,
        live: isLive ? collection : null,
        failOnLoosened,
      },
      world,
    );
  },
});
