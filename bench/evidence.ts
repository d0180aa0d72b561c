import { readdir } from 'node:fs/promises';
import type { Part } from './measure.ts';
import { inFolderOf, type Network, stateOf } from './network.ts';
import { runProgram } from './program.ts';
import { withApi } from './withApi.ts';

const small: Network = { connections: 500, routes: 20, drifted: 50 };
const large: Network = { connections: 5000, routes: 20, drifted: 500 };
const pace = ['--max-rate', '999999', '--settle', '0', '--confirm-after', '0'];

/** What evidence costs in memory: it is written while the routes are read, and holds none of them. */
export async function evidence(): Promise<Part> {
  const [smallPeaks, largePeaks] = [await peaksOf(small), await peaksOf(large)];
  const megabytes = (value: number) => `${Math.round(value)} MB`;
  return {
    title: 'Evidence',
    method: `Audits with and without --evidence of ${small.connections} and of ${large.connections} connections with ${large.routes} routes each, one connection in ten drifted, from the embedded API in a process of its own; then verify of the bundle. Peak resident sets.`,
    measurements: [
      { what: `audit of ${large.connections} connections, without`, value: megabytes(largePeaks.without), goal: null },
      { what: 'the same with evidence', value: megabytes(largePeaks.audited), goal: null },
      {
        what: `what evidence adds, of ${small.connections} connections`,
        value: megabytes(smallPeaks.audited - smallPeaks.without),
        goal: null,
      },
      {
        what: `what evidence adds, of ${large.connections} connections`,
        value: megabytes(largePeaks.audited - largePeaks.without),
        goal: '≤ 60 MB',
      },
      { what: `verify of ${large.connections} connections`, value: megabytes(largePeaks.verified), goal: null },
    ],
  };
}

async function peaksOf(network: Network) {
  return await inFolderOf(network, async (folder) => {
    const peaks = { without: Number.NaN, audited: Number.NaN, verified: Number.NaN };
    await withApi(stateOf(network), async (endpoint) => {
      const argv = ['audit', '--endpoint', endpoint, ...pace, '-o', 'json=out/result.json'];
      peaks.without = (await runProgram(argv, folder, [1], true)).peakMegabytes;
      const more = ['--evidence', 'evidence', '--allow-dirty'];
      peaks.audited = (await runProgram([...argv, ...more], folder, [1], true)).peakMegabytes;
    });
    const [bundle = ''] = await readdir(`${folder}/evidence`);
    peaks.verified = (await runProgram(['verify', `evidence/${bundle}`], folder, [0], true)).peakMegabytes;
    return peaks;
  });
}
