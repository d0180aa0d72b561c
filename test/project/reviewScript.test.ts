import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inFolder } from '../cli/fixture.ts';
import { github, runScript, type StepRan } from './runner.ts';

/** In place of the program: notes its arguments, writes the report that was asked for, and ends as it is told. */
const program = `import { appendFileSync, writeFileSync } from 'node:fs';
const [command, ...words] = process.argv.slice(2);
appendFileSync('notes', JSON.stringify([command, ...words.map((word) => word.replace(/=.*review.md/, '=REPORT'))]) + '\\n');
const report = words.find((word) => word.startsWith('markdown='));
if (report !== undefined) writeFileSync(report.slice('markdown='.length), '## reviewed\\n');
process.exit(Number(process.env[command.toUpperCase()] ?? 0));
`;

async function review(
  env: Readonly<Record<string, string>>,
): Promise<StepRan & { readonly asked: readonly unknown[]; readonly report: string }> {
  return await inFolder({ 'main.mjs': program }, async (cwd) => {
    const variables = { MAIN: join(cwd, 'main.mjs'), BASE: 'HEAD^1', BASELINES: 'baselines\na b\n', ...env };
    const ran = await runScript(`bash "${github}scripts/review.sh"`, cwd, variables);
    const notes = (await readFile(join(cwd, 'notes'), 'utf8')).trimEnd().split('\n');
    return {
      ...ran,
      asked: notes.map((line) => JSON.parse(line)),
      report: await readFile(ran.outputs.report ?? '', 'utf8'),
    };
  });
}

const validated = ['validate', '--', 'baselines', 'a b'];
const options = ['--base', 'HEAD^1', '-o', 'markdown=REPORT', '-o', 'text'];

test('the baselines are validated, then reviewed against the base, and the summary is the report', async () => {
  const ran = await review({});
  expect(ran.asked).toEqual([validated, ['review', ...options, '--', 'baselines', 'a b']]);
  expect(ran).toMatchObject({ exitCode: 0, summary: '## reviewed\n', report: '## reviewed\n' });
});

test('baselines that are refused are not reviewed, and the report says so', async () => {
  const ran = await review({ VALIDATE: '2' });
  expect(ran.asked).toEqual([validated]);
  expect(ran).toMatchObject({ exitCode: 2, report: expect.stringContaining('could not be reviewed') });
  expect(ran.summary).toBe(ran.report);
});

test('what the review ends with, the step ends with, and there is a report all the same', async () => {
  expect(await review({ REVIEW: '1', FAIL_ON_LOOSENED: 'true' })).toMatchObject({
    exitCode: 1,
    report: '## reviewed\n',
    asked: [validated, ['review', ...options, '--fail-on-loosened', '--', 'baselines', 'a b']],
  });
});

test('with credentials it is compared with what is there', async () => {
  const { asked } = await review({ LIVE: 'true' });
  expect(asked[1]).toEqual(['review', ...options, '--live', '--', 'baselines', 'a b']);
});

test.each(['install.sh', 'audit.sh', 'review.sh'])('%s is sound bash', (name) => {
  expect(() => execFileSync('bash', ['-n', `${github}scripts/${name}`])).not.toThrow();
});

test('the role and the token of the job are in the environment of the program, and the token is gone afterwards', async () => {
  const noting =
    "import { writeFileSync } from 'node:fs';\nconst env = Object.entries(process.env).filter(([name]) => name.startsWith('ALIBABA'));\nwriteFileSync('env.json', JSON.stringify(Object.fromEntries(env)));\n";
  await inFolder({ 'main.mjs': noting, token: 'ey' }, async (cwd) => {
    const role = { ROLE_ARN: 'acs:ram::1:role/r', OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/p' };
    const variables = { MAIN: join(cwd, 'main.mjs'), BASE: 'HEAD^1', BASELINES: 'baselines', LIVE: 'true', ...role };
    await runScript(`bash "${github}scripts/review.sh"`, cwd, { ...variables, OIDC_TOKEN_FILE: join(cwd, 'token') });
    expect(JSON.parse(await readFile(join(cwd, 'env.json'), 'utf8'))).toEqual({
      ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/r',
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/p',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: join(cwd, 'token'),
    });
    expect(await readdir(cwd)).not.toContain('token');
  });
});
