import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { collection } from './collection.ts';
import { comparison } from './comparison.ts';
import { evidence } from './evidence.ts';
import { forwarding } from './forwarding.ts';
import type { Part } from './measure.ts';
import { memory } from './memory.ts';
import { start } from './start.ts';

/** `npm run bench`, or one part: `npm run bench -- start`. The whole is written to bench/results.md. */
const parts = { start, comparison, forwarding, collection, memory, evidence };
type PartName = keyof typeof parts;

const asked = process.argv.slice(2);
const names = (Object.keys(parts) as PartName[]).filter((name) => asked.length === 0 || asked.includes(name));
if (names.length < asked.length) throw new Error(`the parts are ${Object.keys(parts).join(', ')}`);

const done: Part[] = [];
for (const name of names) {
  const part = await parts[name]();
  done.push(part);
  process.stdout.write(`${markdownOf(part)}\n`);
}
if (asked.length === 0) {
  const head = `# Measured\n\nWritten by \`npm run bench\`: ratios, measured side by side in one run (Node ${process.versions.node}, ${cpus().length} cores).\n`;
  const results = [head, ...done.map(markdownOf)].join('\n');
  writeFileSync(new URL('../../bench/results.md', import.meta.url), results);
}

function markdownOf({ title, method, measurements }: Part): string {
  const rows = measurements.map(({ what, value, goal }) => `| ${what} | ${value} | ${goal ?? ''} |\n`);
  return `## ${title}\n\n${method}\n\n| | measured | goal |\n| --- | ---: | ---: |\n${rows.join('')}`;
}
