import type { ServerResponse } from 'node:http';
import { type Received, withServer } from '../collect/withServer.ts';
import { github, runScript, type StepRan } from './runner.ts';

export interface Item {
  readonly number: number;
  readonly id: number;
  readonly user: { readonly login: string };
  title?: string;
  body: string;
  state: string;
  readonly comments: Item[];
}

export const bot = 'github-actions[bot]';

export function item(number: number, body: string, login = bot): Item {
  return { number, id: 1000 + number, user: { login }, body, state: 'open', comments: [] };
}

/** The few calls of GitHub's REST API that the scripts make, on issues kept in memory. */
function answer(issues: Item[], { method, url, body }: Received): unknown {
  const { pathname, searchParams } = new URL(url, 'http://github.example');
  const [, list, , number] = /^\/repos\/o\/r\/(issues)(?:\/(comments\/)?(\d+))?(?:\/(comments))?$/.exec(pathname) ?? [];
  if (list === undefined) return null;
  const isComments = pathname.endsWith('/comments');
  const issue = issues.find((each) => each.number === Number(number));
  const items = isComments ? (issue?.comments ?? []) : issues;
  if (method === 'GET') {
    const page = Number(searchParams.get('page')) - 1;
    return items.filter(({ state }) => isComments || state === 'open').slice(100 * page, 100 * page + 100);
  }
  const given = JSON.parse(body);
  if (method === 'POST') {
    const made = { ...item(items.length + 1, given.body), ...given };
    items.push(made);
    return made;
  }
  const comments = issues.flatMap((each) => each.comments);
  const target = pathname.includes('/issues/comments/') ? comments.find(({ id }) => id === Number(number)) : issue;
  return target === undefined ? null : Object.assign(target, given);
}

/** Runs one of our scripts against that API, with these variables. */
export async function withIssues(
  script: string,
  cwd: string,
  issues: Item[],
  env: Readonly<Record<string, string>>,
): Promise<StepRan & { readonly calls: readonly string[] }> {
  const say = (response: ServerResponse, request: Received) => {
    const found = request.headers.authorization === 'Bearer secret' ? answer(issues, request) : null;
    response.writeHead(found === null ? 404 : 200).end(JSON.stringify(found));
  };
  return await withServer(say, async ({ endpoint, received }) => {
    const ran = await runScript(`node "${github}scripts/${script}"`, cwd, {
      GITHUB_API_URL: endpoint,
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_RUN_ID: '42',
      GITHUB_TOKEN: 'secret',
      ...env,
    });
    return {
      ...ran,
      calls: received.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${url}`),
    };
  });
}
