import { expect, test } from '@jest/globals';
import { inFolder } from '../cli/fixture.ts';
import { type Item, item, withIssues } from './gitHubApi.ts';

const marker = '<!-- route-drift: review -->';

async function commented(issue: Item, report: string | null): Promise<Item> {
  await inFolder(report === null ? {} : { 'review.md': report }, async (cwd) => {
    const ran = await withIssues('stickyComment.mjs', cwd, [issue], {
      REPORT: 'review.md',
      PULL_REQUEST: String(issue.number),
    });
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  });
  return issue;
}

test('the first run comments, the next ones replace what it said', async () => {
  const issue = item(7, 'a pull request', 'somebody');
  await commented(issue, '## one\n');
  await commented(issue, '## two\n');
  expect(issue.comments.map(({ body }) => body)).toEqual([`${marker}\n## two\n`]);
});

test('a comment of somebody else is not replaced, whatever it begins with', async () => {
  const issue = item(7, 'a pull request', 'somebody');
  issue.comments.push(item(1, `${marker}\nmine`, 'stranger'));
  await commented(issue, 'x');
  expect(issue.comments.map(({ body }) => body)).toEqual([`${marker}\nmine`, `${marker}\nx`]);
});

test('no report is said, not passed over', async () => {
  const issue = await commented(item(7, ''), null);
  expect(issue.comments[0]?.body).toContain('left no report');
});

test('a report of megabytes fits, and says that it was cut', async () => {
  const { comments } = await commented(item(7, ''), '@a '.repeat(1_000_000));
  expect(comments[0]?.body.length).toBeLessThan(65_536);
  expect(comments[0]?.body).toContain('… cut');
});

test.each([
  ['a mention', '@team/all'],
  ['an element', '<img src=x onerror=alert(1)>'],
  ['an element with attributes', '<details open ontoggle=alert(1)>'],
  ['a comment, such as our marker', marker],
  ['an image', '![x](https://evil.example/x.png)'],
  ['an address', 'https://evil.example www.evil.example'],
  ['an issue', '#12 GH-12'],
  ['a control character', 'a\u001b[31m\u0000'],
  ['characters that turn text around', 'a\u202eb'],
])('%s in a report is text', async (_, hostile) => {
  const { comments } = await commented(item(7, ''), `x ${hostile} y`);
  const text = comments[0]?.body.slice(marker.length) ?? '';
  expect(text).not.toMatch(/@\w|<[^&]|!\[|:\/\/|www\.|#\d|GH-\d|[^\P{Cc}\n]/u);
});

test.each([
  '&#64;octocat',
  '&#x40;octocat',
  '&commat;octocat',
  '&#35;12',
  '&num;12',
  '[ok](//evil.example/x)',
  '[ok](https:&#47;/evil.example)',
  '[ok]: //evil.example',
])('%s references nothing and leads nowhere', async (hostile) => {
  const { comments } = await commented(item(7, ''), `x ${hostile} y`);
  const text = comments[0]?.body.slice(marker.length) ?? '';
  expect(text).not.toMatch(/&(?:#64|#x40|commat|#35|num|#47);?[\w/]|\][([:]/);
});

test('a report that does not fit ends between two blocks, with nothing left open', async () => {
  const rows = (n: number) => `| a | b |\n| --- | --- |\n${'| @x | y |\n'.repeat(n)}\n`;
  const fenced = `<details>\n<summary>s</summary>\n\n\`\`\`\`diff\n${'-@x\n\n'.repeat(20_000)}\`\`\`\`\n\n</details>\n`;
  for (const report of [rows(2).repeat(4000), fenced]) {
    const { comments } = await commented(item(7, ''), report);
    const [body = ''] = comments.map((comment) => comment.body);
    expect(body.length).toBeLessThan(65_536);
    expect(body.match(/^````/gm)?.length ?? 0).toBe((body.match(/^````diff/gm)?.length ?? 0) * 2);
    expect(body.split('<details>').length).toBe(body.split('</details>').length);
    for (const line of body.split('\n')) if (line.startsWith('|')) expect(line.endsWith('|')).toBe(true);
  }
});

test('what our own reports are made of comes through', async () => {
  const ours =
    '## ✅ x\n\n<details>\n<summary>a</summary>\n\n| a<br>b | <code>&#123;</code> |\n| --- | --- |\n\n</details>\n';
  expect((await commented(item(7, ''), ours)).comments[0]?.body).toBe(`${marker}\n${ours}`);
});

test('a pull request that is no number is refused', async () => {
  await inFolder({}, async (cwd) => {
    for (const number of ['', '7/../8', '-1', '0']) {
      const ran = await withIssues('stickyComment.mjs', cwd, [item(7, '')], { PULL_REQUEST: number });
      expect(ran).toMatchObject({ exitCode: 1, calls: [] });
    }
  });
});
