import { collectionArguments } from '../collectionArguments.ts';
import { defineCommand, listOf } from '../command.ts';
import { UnusableInput } from '../unusableInput.ts';
import { sourceOptions } from './options.ts';

export const init = defineCommand({
  usage: 'init [directory]',
  describe: 'Write a baseline for each connection from what is there now',
  positional: {
    describe: 'The directory to write in; files that are there are kept',
    defaultDescription: 'baselines/',
  },
  options: {
    connection: { type: 'string', requiresArg: true, describe: 'Id of a connection; repeatable; takes --region' },
    discover: {
      type: 'boolean',
      default: false,
      describe: 'Every connection of the regions that is attached to a transit router',
    },
    region: { type: 'string', requiresArg: true, describe: 'Region to look in; with --discover repeatable' },
    snapshot: {
      type: 'string',
      requiresArg: true,
      conflicts: ['embedded', 'endpoint', 'ecs-role', 'region'],
      describe: 'Take what this saved snapshot holds instead: no network, no credentials',
    },
    terraform: {
      type: 'string',
      requiresArg: true,
      conflicts: ['snapshot', 'connection', 'embedded', 'endpoint', 'ecs-role'],
      describe: 'Take what this output of terraform show -json has, of a state or a plan; takes --region',
    },
    exact: {
      type: 'boolean',
      default: false,
      describe: 'Write each BGP route; without it a table of more than 50 is summarised as allow entries',
    },
    ...sourceOptions,
  },
  examples: [
    ['$0 init --discover --region cn-hangzhou', 'all connections of a region'],
    ['$0 init --connection vco-bp1hq0hangzhou00001 --region cn-hangzhou', 'one connection'],
    ['$0 init --snapshot out/snapshot.json', 'what was collected elsewhere'],
  ],
  repeatable: ['connection', 'region'],
  async run(
    { connection, region, discover, snapshot, terraform, exact, ...options },
    [directory = 'baselines', ...more],
    world,
  ) {
    const [connections, regions] = [listOf(connection), listOf(region)];
    if (more.length > 0) throw new UnusableInput(['init takes one directory, such as baselines/']);
    if (terraform !== undefined) {
      const [only, ...others] = regions;
      if (discover || exact) throw new UnusableInput(['--terraform takes --region and nothing else']);
      if (only === undefined || others.length > 0) {
        throw new UnusableInput([
          '--terraform takes one --region: the document does not say where its connections are',
        ]);
      }
      const { runInitTerraform } = await import('../initTerraformCommand.ts');
      return await runInitTerraform({ directory, terraform, region: only }, world);
    }
    const problem = problemOf({ connections, regions, discover, snapshot });
    if (problem !== null) throw new UnusableInput([`${problem} (see route-drift init --help)`]);
    const { runInit } = await import('../initCommand.ts');
    const args = { directory, connections, regions, discover, snapshot, exact };
    return await runInit({ ...args, ...collectionArguments(options) }, world);
  },
});

interface Wanted {
  readonly connections: readonly string[];
  readonly regions: readonly string[];
  readonly discover: boolean;
  readonly snapshot: string | undefined;
}

function problemOf({ connections, regions, discover, snapshot }: Wanted): string | null {
  if (snapshot !== undefined) return discover ? '--snapshot and --discover: a snapshot holds what it holds' : null;
  if (discover && connections.length > 0) return '--discover and --connection: give one of them';
  if (!discover && connections.length === 0) return 'say of what: --discover, --connection ID or --snapshot FILE';
  if (regions.length === 0) return `--region is missing: ${discover ? 'where to look' : 'where the connection is'}`;
  return !discover && regions.length > 1 ? '--connection takes one --region' : null;
}
