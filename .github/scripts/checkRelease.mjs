import { readFileSync } from 'node:fs';

/** Refuses to publish what the tag, the package and the changelog do not agree on. */
const { GITHUB_REF_NAME = '' } = process.env;
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const heading = readFileSync('CHANGELOG.md', 'utf8')
  .split('\n')
  .find((line) => line.startsWith('## '));
const date = heading?.startsWith(`## ${version}, `) ? heading.slice(`## ${version}, `.length) : null;
const problems = [
  ...(GITHUB_REF_NAME === `v${version}` ? [] : [`the tag is not v${version}, which is what package.json has`]),
  ...(date === null ? [`CHANGELOG.md does not begin with a section "## ${version}, <date>"`] : []),
  ...(date === null || /^\d{4}-\d{2}-\d{2}$/.test(date)
    ? []
    : ['CHANGELOG.md has no date for this version, such as 2026-12-01']),
];
for (const problem of problems) process.stdout.write(`::error title=Release::${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
