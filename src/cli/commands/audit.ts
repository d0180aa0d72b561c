import { severities } from '../../audit/result.ts';
import { collectionArguments } from '../collectionArguments.ts';
import { defineCommand, listOf } from '../command.ts';
import { baselinesPositional, outputOption, remediationOption, sourceOptions } from './options.ts';

export const audit = defineCommand({
  usage: 'audit [baselines..]',
  describe: 'Compare the routes that are there with the baselines, and report',
  positional: baselinesPositional,
  options: {
    output: outputOption,
    'fail-on': {
      choices: severities,
      default: 'warning' as const,
      requiresArg: true,
      describe: 'The least severity of a finding that fails the run',
    },
    remediation: remediationOption,
    ...sourceOptions,
    snapshot: {
      type: 'string',
      requiresArg: true,
      conflicts: ['embedded', 'endpoint', 'ecs-role'],
      describe: 'Audit this saved snapshot instead: no network, no credentials',
    },
  },
  examples: [
    ['$0 audit --embedded', 'see it at work, with no account'],
    ['$0 audit -o junit=out/routes.xml -o markdown=out/routes.md', 'the nightly run'],
  ],
  async run(options, baselines, world) {
    const { runAudit } = await import('../auditCommand.ts');
    const { output, snapshot, remediation } = options;
    const failOn = options['fail-on'];
    const collection = collectionArguments(options);
    const args = { baselines, output: listOf(output), snapshot, failOn, remediation, ...collection };
    return await runAudit(args, world);
  },
});
