import type { AuditResult } from '../../src/audit/result.ts';

/** What somebody may write into a name, a description, a reason or a reply of the API. */
export const hostileStrings: readonly (readonly [string, string])[] = [
  ['a bar', 'a | b || c \\| d'],
  ['backticks', '` `` ``` ```` `a`'],
  ['a fence', '```\n```\n~~~\n'],
  ['a script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a closing element', '</details></failure></testcase></testsuite>'],
  ['CDATA end', ']]> <![CDATA[ ]]>'],
  ['entities', '&lt; &amp; &#x0; &unknown; %0A %25'],
  ['quotes', `" ' "/><x y="`],
  ['control characters', '\u0000\u0001\u0007\u0008\u000b\u001f\u007f\u0080\u009b31m\u009f'],
  ['ANSI escapes', '\u001b[31mred\u001b[0m\u001b]0;title\u0007\u001b[2J'],
  ['line breaks', 'a\nb\r\nc\rd\u2028e\u2029f\u0085g\vh\fi'],
  ['lone surrogates', 'a\ud800b\udc00c\ud83d'],
  ['noncharacters', '\ufffe\uffff\u{1fffe}'],
  ['bidirectional controls', '\u202eevil\u202c \u2066x\u2069 \u200f\u061c'],
  ['invisible characters', 'a\u200bb\u200dc\ufeffd\u00ade\u{e0041}'],
  ['a workflow command', '::error file=x::pwned'],
  ['a workflow command on its own line', 'x\n::error::pwned\n  ::stop-commands::x'],
  ['a workflow command after a space', `${'long '.repeat(30)}::error::pwned ::error::again`],
  ['old runner commands', '##[error]pwned ###[group] ##vso[task.setvariable]x ##teamcity[x] # #[x]'],
  [
    'links and images',
    '[a](http://evil.example) ![b](https://evil.example/x.png) <https://evil.example> www.evil.example',
  ],
  ['mentions', '@team/all user@example.com #123 GH-12 org/repo#5'],
  ['block markers', '# heading'],
  ['list markers', '- a\n1. b\n> c\n+++\n---\n==='],
  ['a table', '| a | b |\n| --- | --- |\n| c | d |'],
  ['math and emphasis', '$x$ $$y$$ *a* _b_ **c** __d__ ~~e~~'],
  ['diff markers', '--- a\n+++ b\n@@ -1 +1 @@'],
  ['separators of properties', 'a,line=1:col=2,title=x'],
  ['nothing', ''],
  ['blanks', '   '],
  ['100 kB of letters', 'x'.repeat(100_000)],
  ['100 kB of backticks', '`'.repeat(100_000)],
  ['100 kB of bars', '|'.repeat(100_000)],
  ['wide characters', '上海总部 🚀 총괄'],
];

/** These are ours, from closed lists that the schema holds; or prefixes, of which no other is taken. */
const closed = new Set([
  'verdict',
  'failOn',
  'kind',
  'collectedFrom',
  'severity',
  'type',
  'attribute',
  'proof',
  'order',
  'outcomes',
  'impact',
  'direction',
  'destination',
  'prefix',
  'fromBy',
  'toBy',
]);
/** Of a connection, and of a list of connections. */
const states = new Set(['audited', 'unchecked', 'listed', 'unreadable']);
/** These have a form that the schema holds, so that a saved result can't have anything else there. */
const formed = new Set([
  'sha256',
  'startedAt',
  'finishedAt',
  'collectedAt',
  'firstRequestAt',
  'lastRequestAt',
  'asPath',
]);

/** The result with every string that is somebody else's replaced; `strict` leaves alone what the schema gives a form. */
export function withEveryString(result: AuditResult, text: string, strict = false): AuditResult {
  return replaceStrings(result, (key, value) => {
    if (closed.has(key) || states.has(value)) return value;
    return strict && formed.has(key) ? value : text;
  }) as AuditResult;
}

/** One result for each string in it: the same result with that one string replaced. */
export function withEachString(result: AuditResult, text: string): AuditResult[] {
  const results: AuditResult[] = [];
  for (let target = 0, seen = 1; target < seen; target++) {
    seen = 0;
    const replaced = replaceStrings(result, (key, value) => {
      if (closed.has(key) || states.has(value)) return value;
      return seen++ === target ? text : value;
    });
    results.push(replaced as AuditResult);
  }
  return results;
}

export function replaceStrings(value: unknown, replace: (key: string, value: string) => string, key = ''): unknown {
  if (typeof value === 'string') return replace(key, value);
  if (Array.isArray(value)) return value.map((item) => replaceStrings(item, replace, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, replaceStrings(member, replace, name)]),
  );
}
