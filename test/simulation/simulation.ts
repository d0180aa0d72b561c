import { listings } from './order.ts';
import { reportTable } from './reportTable.ts';
import { simulateInWorkers } from './simulateInWorkers.ts';
import type { RunsResult } from './simulateRuns.ts';

// `node simulation.js [runs] [first seed]`: so many runs, spread over the listings; prints what came of them.
const [runs = 100_000, firstSeed = 1] = process.argv.slice(2).map(Number);
const count = Math.ceil(runs / listings.length);
const results: RunsResult[] = [];
for (const listing of listings) results.push(await simulateInWorkers({ listing, firstSeed, count }));
const failures = results.flatMap((result) => result.failures);
process.stdout.write(`${reportTable(results)}\n\n`);
process.stdout.write(`${failures.length === 0 ? 'no wrong green, no phantom red' : failures.join('\n')}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
