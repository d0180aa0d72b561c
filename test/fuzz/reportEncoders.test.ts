import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Severity } from '../../src/audit/finding.ts';
import type { AuditResult, Verdict } from '../../src/audit/result.ts';
import { isWaived } from '../../src/audit/verdict.ts';
import { parseResult } from '../../src/report/readResult.ts';
import { type Format, formats, reporters } from '../../src/report/registry.ts';
import { findingsOf } from '../../src/report/standing.ts';
import { htmlTags } from '../report/htmlTags.ts';
import { tagsOf } from '../report/xml.ts';
import { fuzz } from './fuzz.ts';
import { anyResult } from './results.ts';

const schema = readFileSync(new URL('../../../schemas/audit-result.schema.json', import.meta.url), 'utf8');
const validate = new Ajv2020({ strict: true }).compile(JSON.parse(schema));

const verdictWords = { 'in-sync': 'IN SYNC', drifted: 'DRIFTED', incomplete: 'INCOMPLETE' } as const;
/** Which annotations make a run fail. */
const failing = { error: '::error ', warning: '::(error|warning) ', notice: '::' } as const satisfies Record<
  Severity,
  string
>;
const view = fc.record({ color: fc.boolean(), width: fc.constantFrom(1, 20, 60, 80, 200) });

fuzz(
  'no text breaks out of a report, and all reports give the same verdict',
  30,
  ['in-sync', 'drifted', 'incomplete'],
  (random) => {
    let last: Verdict = 'in-sync';
    const property = fc.property(anyResult, view, (result, shown) => {
      last = result.verdict;
      for (const format of formats) checks[format](reporters[format](result, shown), result);
    });
    fc.assert(property, { seed: random.below(2 ** 31), numRuns: 20 });
    return last;
  },
);

const checks = {
  text: checkText,
  markdown: checkMarkdown,
  summary: checkSummary,
  junit: checkJunit,
  'junit-strict': checkJunitStrict,
  json: checkJson,
  sarif: checkSarif,
  github: checkGithub,
  html: checkHtml,
} satisfies Record<Format, (report: string, result: AuditResult) => void>;

/** The only control sequences that are the reporter's own. */
const colors = new RegExp(`${'\u001b'}\\[(?:0|1|2|31|32|33)m`, 'g');

/** Nothing that a terminal or a CI runner would obey; line feeds are the reporter's own. */
function expectQuiet(report: string): void {
  expect(report.match(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|##[a-z]*\[/iu)).toBeNull();
}

function checkText(report: string, { verdict }: AuditResult): void {
  const plain = report.replace(colors, '');
  expectQuiet(plain);
  expect(plain.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
  expect(/^Verdict {2}(?:\S\s+)([A-Z]+(?:\s+SYNC)?):/m.exec(plain)?.[1]?.replace(/\s+/, ' ')).toBe(
    verdictWords[verdict],
  );
}

function checkMarkdown(report: string, result: AuditResult): void {
  expect(report.length).toBeLessThan(65_536);
  checkSummary(report, result);
}

function checkSummary(report: string, { verdict }: AuditResult): void {
  expectQuiet(report);
  expect(Buffer.byteLength(report)).toBeLessThan(2 ** 20);
  expect(report).toMatch(new RegExp(`^## \\S+ Route drift: ${verdictWords[verdict]}: `));
  expect(report).not.toMatch(/<(?!\/?(?:details|summary|code|br)>)/);
  for (const name of ['details', 'summary', 'code']) {
    expect(report.split(`<${name}>`).length).toBe(report.split(`</${name}>`).length);
  }
  const unfenced = report.replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '');
  expect(unfenced).not.toMatch(/^(?:`{3}|~{3})/m);
  for (const block of unfenced.split('\n\n').filter((each) => each.startsWith('|'))) {
    const rows = block.trimEnd().split('\n');
    expect(rows[1]).toMatch(/^(?:\| -+:? )+\|$/);
    expect(new Set(rows.map((row) => row.split('|').length)).size).toBe(1);
  }
}

function checkJunit(report: string, result: AuditResult): void {
  const tags = tagsOf(report);
  expect(tags[0]?.attributes.skipped).toBe(String(tags.filter(({ name }) => name === 'skipped').length));
  checkJunitStrict(report, result);
}

function checkJunitStrict(report: string, { verdict, connections, coverage }: AuditResult): void {
  expectQuiet(report);
  const tags = tagsOf(report);
  const count = (name: string) => tags.filter((tag) => tag.name === name).length;
  const root = tags[0]?.attributes;
  expect([root?.failures, root?.errors, root?.tests]).toEqual(
    ['failure', 'error', 'testcase'].map((name) => String(count(name))),
  );
  expect(count('testsuite')).toBe(connections.length + (coverage === null ? 0 : 1));
  expect(count('error')).toBe(unreadOf({ connections, coverage }));
  expect(verdictFrom(count('failure') > 0, count('error') > 0)).toBe(verdict);
}

function checkJson(report: string, result: AuditResult): void {
  expectQuiet(report);
  const value = JSON.parse(report);
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
  expect(value.verdict).toBe(result.verdict);
  expect(parseResult(value)).toEqual(result);
  expect(reporters.json(parseResult(value))).toBe(report);
}

/** What nobody could look at: connections, and lists of connections. */
function unreadOf({ connections, coverage }: Pick<AuditResult, 'connections' | 'coverage'>): number {
  const states = [...connections, ...(coverage?.lists ?? [])].map(({ state }) => state);
  return states.filter((state) => state === 'unchecked' || state === 'unreadable').length;
}

function checkSarif(report: string, { verdict, failOn, connections, coverage }: AuditResult): void {
  expectQuiet(report);
  const [run] = JSON.parse(report).runs;
  const unread = unreadOf({ connections, coverage });
  expect(run.invocations[0].executionSuccessful).toBe(unread === 0);
  expect(run.invocations[0].toolExecutionNotifications.length).toBe(unread);
  const levels = { error: ['error'], warning: ['error', 'warning'], notice: ['error', 'warning', 'note'] }[failOn];
  const red = run.results.filter(
    (each: { ruleId: string; level: string; suppressions: unknown[] }) =>
      !['unchecked-connection', 'connections-not-listed'].includes(each.ruleId) &&
      each.suppressions.length === 0 &&
      levels.includes(each.level),
  );
  expect(verdictFrom(red.length > 0, unread > 0)).toBe(verdict);
}

function checkGithub(report: string, { verdict, failOn, connections, coverage }: AuditResult): void {
  expectQuiet(report);
  const lines = report.split('\n');
  const commands = lines.filter((line) => line.startsWith('::'));
  const command = /^::(?:error|warning|notice) (?:file=[^:,]*,line=\d+,col=\d+,)?title=[^:,]*::/;
  expect(commands.filter((line) => !command.test(line) || /%(?!25|3A|2C)/.test(line))).toEqual([]);
  expect(lines.filter((line) => !line.startsWith('::')).map((line) => line.slice(0, 12))).toEqual([
    'Route drift:',
    'Route drift:',
    '',
  ]);
  const levels: string[] = connections.flatMap((one) =>
    one.state === 'audited' ? one.findings.map((each) => (isWaived(each) ? 'notice' : each.severity)) : ['error'],
  );
  levels.push(...(coverage?.findings ?? []).map(({ severity }) => severity));
  levels.push(...(coverage?.lists ?? []).flatMap(({ state }) => (state === 'unreadable' ? ['error'] : [])));
  const most = (level: string) => Math.min(10, levels.filter((each) => each === level).length);
  expect(commands.length).toBe(most('error') + most('warning') + most('notice'));
  expect(lines.at(-3)).toMatch(new RegExp(`^Route drift: ${verdictWords[verdict]}: `));
  const unchecked = commands.filter((line) =>
    /title=Route drift%3A connections? (?:unchecked|not listed)::/.test(line),
  );
  const red = commands.filter(
    (line) =>
      new RegExp(`^${failing[failOn]}`).test(line) &&
      !/title=Route drift%3A (?:waived%3A|connection unchecked::|connections not listed::)/.test(line),
  );
  expect(verdictFrom(red.length > 0, unchecked.length > 0)).toBe(verdict);
}

function checkHtml(report: string, { verdict, connections, failOn }: AuditResult): void {
  expectQuiet(report);
  const tags = htmlTags(report);
  const classes = tags.map(({ attributes }) => attributes.class ?? '');
  expect(classes.filter((each) => each === 'connection group').length).toBe(
    connections.filter(
      (each) => each.state === 'unchecked' || findingsOf(each, failOn, 'failing', 'tolerated', 'part').length > 0,
    ).length,
  );
  const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const links = tags.flatMap(({ attributes }) => attributes.href?.slice(1) ?? []);
  expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  const tables = classes.filter((each) => each === 'findings');
  const isUncovered = /<section id="coverage"(?:(?!<\/section>)[\s\S])*<span class="badge drifted">/.test(report);
  const isRed =
    isUncovered || (tables.length > 0 && /<table class="findings"[\s\S]*?<span class="badge drifted">/.test(report));
  expect(verdictFrom(isRed, classes.includes('badge unchecked'))).toBe(verdict);
  expect(report).toMatch(new RegExp(`^<h1>.*</span>${verdictWords[verdict]}</h1>$`, 'm'));
}

function verdictFrom(drifted: boolean, unchecked: boolean): Verdict {
  if (drifted) return 'drifted';
  return unchecked ? 'incomplete' : 'in-sync';
}
