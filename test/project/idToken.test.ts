import { readdir, readFile, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inFolder } from '../cli/fixture.ts';
import { type Received, withServer } from '../collect/withServer.ts';
import { action, runStep, type StepRan } from './runner.ts';

const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJyZXBvOmV4YW1wbGUvbmV0d29yayJ9.c2lnbmF0dXJl';

/** The step of the action, where GitHub answers so. */
async function getToken(
  status: number,
  body: string,
  use: (ran: StepRan, received: readonly Received[], cwd: string) => Promise<void>,
): Promise<void> {
  await inFolder({}, (cwd) =>
    withServer(
      (response: ServerResponse) => response.writeHead(status).end(body),
      async ({ endpoint, received }) => {
        const env = {
          ACTIONS_ID_TOKEN_REQUEST_URL: `${endpoint}/token?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer-of-the-job',
        };
        await use(await runStep('token', cwd, {}, {}, env), received, cwd);
      },
    ),
  );
}

test('the token of the job is in a file that only this user can read, and masked in the log', async () => {
  await getToken(200, JSON.stringify({ value: token }), async ({ exitCode, outputs, stdout, stderr }, received) => {
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: `::add-mask::${token}\n`, stderr: '' });
    expect(await readFile(outputs.file ?? '', 'utf8')).toBe(token);
    expect((await stat(outputs.file ?? '')).mode & 0o777).toBe(0o600);
    expect(received).toEqual([expect.objectContaining({ url: '/token?api-version=2.0&audience=github-actions' })]);
    expect(received[0]?.headers.authorization).toBe('bearer bearer-of-the-job');
  });
});

test.each([
  ['a refusal', 403, 'secret text'],
  ['no JSON', 200, 'secret text'],
  ['no token', 200, '{ "message": "secret text" }'],
  ['a token that would be a command', 200, JSON.stringify({ value: 'secret text\n::error::x' })],
])('%s ends as incomplete, quotes nothing and leaves no file', async (_, status, body) => {
  await getToken(status, body, async ({ exitCode, outputs, stdout, stderr }, _received, cwd) => {
    expect({ exitCode, outputs, stderr }).toEqual({ exitCode: 3, outputs: {}, stderr: '' });
    expect(stdout).toMatch(/^::error title=Route drift::no OIDC token: [^\n]*\n$/);
    expect(stdout).not.toContain('secret');
    expect((await readdir(join(cwd, '.runner'))).filter((name) => name.includes('token'))).toEqual([]);
  });
});

test('a job without the permission is told so', async () => {
  await inFolder({}, async (cwd) => {
    const ran = await runStep('token', cwd, {}, {}, {});
    expect(ran).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('id-token: write') });
  });
});

test('only an audit with a role gets a token', () => {
  expect(action.runs.steps.find(({ id }) => id === 'token')?.if).toBe(
    `\${{ inputs.role-arn != '' && inputs.merge == '' }}`,
  );
});
