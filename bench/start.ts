import { median, type Part, times } from './measure.ts';
import { idsOf, inFolderOf, stateOf } from './network.ts';
import { main, runNode, runProgram } from './program.ts';
import { withApi } from './withApi.ts';

const rounds = 15;
const network = { connections: 20, routes: 50 };

/** How long a run takes that needs no network, against Node doing nothing. */
export async function start(): Promise<Part> {
  return await inFolderOf(network, async (folder) => {
    await withApi(stateOf(network), (endpoint) =>
      runProgram(['collect', '--endpoint', endpoint, '--settle', '0', '--to', 'snapshot.json'], folder, [0]),
    );
    const commands = [
      ['node -e 0', ['-e', '0'], null],
      ['--version', [main, '--version'], '2 ×'],
      ['--help', [main, '--help'], '2 ×'],
      [
        `audit --snapshot, ${network.routes * idsOf(network).length} routes`,
        [main, 'audit', '--snapshot', 'snapshot.json'],
        '3 ×',
      ],
    ] as const;
    const taken = commands.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, [name, argv]] of commands.entries()) {
        const { exitCode, milliseconds } = await runNode(argv, folder);
        if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}`);
        taken[i]?.push(milliseconds);
      }
    }
    const [bare = Number.NaN, ...others] = taken.map(median);
    return {
      title: 'Start',
      method: `Whole processes, one after the other in ${rounds} rounds, medians; against bare \`node -e 0\`.`,
      measurements: others.map((time, i) => ({
        what: commands[i + 1]?.[0] ?? '',
        value: times(time / bare),
        goal: `≤ ${commands[i + 1]?.[2]}`,
      })),
    };
  });
}
