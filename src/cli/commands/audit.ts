import { severities } from '../../audit/finding.ts';
import { collectionArguments, shareOf } from '../collectionArguments.ts';
import { defineCommand, listOf } from '../command.ts';
import { discoveryArguments } from '../discoveryArguments.ts';
import { evidenceArguments } from '../evidenceArguments.ts';
import { parseShard } from '../parseShard.ts';
import {
  accountsOptions,
  baselinesPositional,
  evidenceOptions,
  outputOption,
  remediationOption,
  sourceOptions,
} from './options.ts';

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
    ...accountsOptions,
    shard: {
      type: 'string',
      requiresArg: true,
      describe:
        'Audit this share of the connections, such as 3/8, at that share of --max-rate; merge joins the results',
    },
    discover: {
      type: 'boolean',
      conflicts: 'snapshot',
      describe: 'Report connections that no baseline names, and baselines whose connection is gone',
    },
    region: {
      type: 'string',
      requiresArg: true,
      implies: 'discover',
      describe: 'Region to list connections of, beside those of the baselines; repeatable',
    },
    tag: {
      type: 'string',
      requiresArg: true,
      implies: 'discover',
      describe: 'KEY or KEY=VALUE that a connection must carry to need a baseline; repeatable, then all of them',
    },
    snapshot: {
      type: 'string',
      requiresArg: true,
      conflicts: ['embedded', 'endpoint', 'ecs-role', 'accounts', 'evidence'],
      describe: 'Audit this saved snapshot instead: no network, no credentials',
    },
    ...evidenceOptions,
  },
  examples: [
    ['$0 audit --embedded', 'see it at work, with no account'],
    ['$0 audit --discover --tag env=prod', 'also: is there a connection that no baseline names'],
    ['$0 audit -o junit=out/routes.xml -o markdown=out/routes.md', 'the nightly run'],
  ],
  repeatable: ['region', 'tag'],
  async run(options, baselines, world, argv) {
    const { runAudit } = await import('../auditCommand.ts');
    const { output, snapshot, remediation } = options;
    const failOn = options['fail-on'];
    const shard = options.shard === undefined ? null : parseShard(options.shard);
    const collection = shareOf(collectionArguments(options), shard);
    const evidence = evidenceArguments(options);
    const discovery = discoveryArguments(options);
    const read = { baselines, snapshot, shard, discovery, evidence, argv, ...collection };
    const args = { ...read, output: listOf(output), failOn, remediation };
    return await runAudit(args, world);
  },
});
