import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counts } from './counts.mjs';

/**
 * The outputs of the action, from the folder of its reports, the name of the result there, and the exit code. A verdict
 * is told only where the exit code says the same: a run that ended in any other way has none, whatever lies there.
 */
const [folder = '', name = '', status = ''] = process.argv.slice(2);

const verdicts = { 0: 'in-sync', 1: 'drifted', 3: 'incomplete' };

/** `null` where there is none, or not one that belongs to this exit code. */
function readResult(file) {
  if (!existsSync(file)) return null;
  const result = JSON.parse(readFileSync(file, 'utf8'));
  return result.verdict === verdicts[status] ? result : null;
}

/** As the report says how many there are: what is part of a role finding is told by that one. */
function countFindings({ connections, failOn }) {
  const findings = connections.flatMap((connection) => connection.findings);
  return findings.filter((finding) => finding.partOf === null && counts(finding, failOn)).length;
}

const file = join(folder, `${name}.json`);
const result = readResult(file);
/** It said that it had audited, and there is nothing to show for it: whatever that is, it is not green. */
const isUnbacked = status in verdicts && result === null;
const pathOf = (path) => (existsSync(path) ? path : '');
const evidence = join(folder, 'evidence');
const bundles = existsSync(evidence) ? readdirSync(evidence) : [];
const outputs = {
  verdict: result?.verdict ?? 'none',
  'exit-code': isUnbacked ? '70' : status,
  findings: result === null ? '' : countFindings(result),
  reports: folder,
  result: pathOf(file),
  junit: pathOf(join(folder, 'routes.xml')),
  markdown: pathOf(join(folder, 'routes.md')),
  evidence: bundles.length === 1 ? join(evidence, bundles[0]) : '',
};
process.stdout.write(
  Object.entries(outputs)
    .map(([key, value]) => `${key}=${value}\n`)
    .join(''),
);
if (isUnbacked) process.exitCode = 70;
