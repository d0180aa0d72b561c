import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the OIDC token of this job into a file that nobody else can read, and tells where, as the output `file`: that
 * is how the SDK takes it. The token lives for a few minutes, so this comes right before it is used.
 */
const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = process.env;
const { AUDIENCE = '', RUNNER_TEMP = '', GITHUB_OUTPUT = '' } = process.env;

function fail(reason) {
  process.stdout.write(`::error title=Route drift::no OIDC token: ${reason}\n`);
  process.exit(3);
}

if (!address || !bearer) fail('the job has no permission id-token: write');
const url = new URL(address);
url.searchParams.set('audience', AUDIENCE);
const headers = { authorization: `bearer ${bearer}` };
const response = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) }).catch(() => fail('no answer'));
// What the answer says is not shown: it may hold a token.
if (!response.ok) fail(`HTTP status ${response.status}`);
const { value } = await response.json().catch(() => fail('the answer is no JSON'));
if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(value)) fail('the answer holds none');
process.stdout.write(`::add-mask::${value}\n`);
const file = join(mkdtempSync(join(RUNNER_TEMP, 'route-drift-token-')), 'token');
writeFileSync(file, value, { mode: 0o600 });
appendFileSync(GITHUB_OUTPUT, `file=${file}\n`);
