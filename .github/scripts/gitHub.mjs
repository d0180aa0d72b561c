/** The little of GitHub's REST API that the workflows need, with the token of their job. */
const { GITHUB_API_URL = '', GITHUB_REPOSITORY = '', GITHUB_TOKEN = '' } = process.env;

/** Who comments and opens issues with the token of a job. Text of anybody else is nobody's record, whatever it says. */
const bot = 'github-actions[bot]';

/** `path` as `/issues/7`. Rejects for anything but a success, so that the job fails. */
export async function call(method, path, body) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
    method,
    headers: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: 'application/vnd.github+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${method} ${path}: HTTP status ${response.status}`);
  return await response.json();
}

/** The issues or comments of a list, all pages, that we wrote and that begin with this marker. */
export async function marked(path, marker) {
  const found = [];
  for (let page = 1, length = 100; length === 100; page++) {
    const list = await call('GET', `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
    length = list.length;
    found.push(...list.filter(({ user, body }) => user?.login === bot && firstLine(body) === marker));
  }
  return found;
}

function firstLine(body) {
  return (body ?? '').split(/\r?\n/, 1)[0];
}
