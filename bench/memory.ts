import type { Part } from './measure.ts';
import { idsOf, inFolderOf, stateOf } from './network.ts';
import { runProgram } from './program.ts';
import { withApi } from './withApi.ts';

const network = { connections: 2000, routes: 50, drifted: 1000 };
const formats = ['text', 'markdown', 'junit', 'json', 'github', 'html'];

/** What the process takes at its peak, from its first import to its last report. */
export async function memory(): Promise<Part> {
  return await inFolderOf(network, async (folder) => {
    let peak = Number.NaN;
    const outputs = formats.flatMap((format) => ['-o', `${format}=out/report.${format}`]);
    const pace = ['--max-rate', '999999', '--settle', '0', '--confirm-after', '0'];
    const tally = await withApi(stateOf(network), async (endpoint) => {
      const run = await runProgram(['audit', '--endpoint', endpoint, ...pace, ...outputs], folder, [1], true);
      peak = run.peakMegabytes;
    });
    const all = network.routes * idsOf(network).length;
    return {
      title: 'Memory',
      method: `Audit of ${all} routes over ${network.connections} connections, one route in a hundred drifted, from the embedded API in a process of its own (${tally.requests} requests), all reports written to files.`,
      measurements: [{ what: 'peak resident set', value: `${Math.round(peak)} MB`, goal: '≤ 300 MB' }],
    };
  });
}
