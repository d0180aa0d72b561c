import type { AuditResult, ConnectionResult, Verdict } from '../../audit/result.ts';
import { routeTypes } from '../../routing/route.ts';
import { describeCoverageOf } from '../coverageWords.ts';
import { field } from '../neutralise.ts';
import * as words from '../words.ts';
import { contentPolicy } from './contentPolicy.ts';
import { pageStart } from './pageStart.ts';
import { pageStyle } from './pageStyle.ts';
import { type Markup, openingTag, tag } from './tag.ts';

/** From the beginning to what everybody asks first: the verdict, of what, and whether all of it was seen. */
export function htmlHead(result: AuditResult): string {
  const title = `Route drift: ${words.verdictWords[result.verdict]}, ${field(result.startedAt)}`;
  const start = pageStart({
    title,
    policy: contentPolicy,
    style: pageStyle,
    skip: ['findings', 'Skip to the findings'],
  });
  return `${start}${header(result)}`;
}

export const verdictMarks = { 'in-sync': '✓', drifted: '✗', incomplete: '?' } as const satisfies Record<
  Verdict,
  string
>;

function header(result: AuditResult): string {
  const { verdict, source } = result;
  const mark = tag('span', { class: 'sign', 'aria-hidden': 'true' }, verdictMarks[verdict]);
  const rehearsal = tag('p', { class: 'rehearsal' }, `Rehearsal: ${words.sourceWords.embedded}.`);
  const lines = [
    tag('p', { class: 'kicker' }, 'Route drift audit of IPsec-VPN connections'),
    tag('h1', {}, mark, words.verdictWords[verdict]),
    tag('p', { class: 'verdict' }, sentence(words.describeVerdict(result))),
    ...(words.isRehearsal(source) ? [rehearsal] : []),
    tag('dl', { class: 'facts' }, ...facts(result).map(fact)),
    tag('ul', { class: 'totals' }, ...tiles(result).map(([name, count]) => tile(name, count))),
  ];
  return `${openingTag('header', { class: verdict })}\n${lines.map(({ html }) => `${html}\n`).join('')}</header>\n`;
}

export function fact([name, text]: Fact): Markup {
  return tag('div', {}, tag('dt', {}, name), tag('dd', {}, text));
}

export type Fact = readonly [name: string, text: string];

function facts(result: AuditResult): readonly Fact[] {
  const { source, startedAt, finishedAt, tool, failOn } = result;
  return [
    ['Scope', scopeOf(result)],
    ['Completeness', completenessOf(result.connections)],
    ['Coverage', describeCoverageOf(result)],
    ['Routes from', words.describeSource(source)],
    ['Audited', `${field(startedAt)} to ${field(finishedAt)}`],
    ['Counts as drift', `unwaived findings from ${failOn} on`],
    ['Made by', `${field(tool.name)} ${field(tool.version)}`],
  ];
}

function scopeOf({ connections, shard }: AuditResult): string {
  const regions = [...new Set(connections.map(({ region }) => field(region)))];
  const where =
    regions.length === 0
      ? ''
      : ` in ${regions.slice(0, 8).join(', ')}${regions.length > 8 ? ` and ${regions.length - 8} more regions` : ''}`;
  if (shard === null) return `every connection that has a baseline: ${connections.length}${where}`;
  return `shard ${shard.number} of ${shard.of} alone: ${connections.length} of ${words.plural(shard.fleet.length, 'connection')}${where}`;
}

/** Of every table that was asked for, how sure it is that it was read whole. */
function completenessOf(connections: readonly ConnectionResult[]): string {
  const read = connections.flatMap((each) =>
    each.state === 'audited' ? routeTypes.map((type) => each.completeness[type].proof) : [],
  );
  const counted = Object.entries(words.proofWords).map(
    ([proof, said]) => [read.filter((each) => each === proof).length, said] as const,
  );
  const known = counted.filter(([count]) => count > 0).map(([count, said]) => `${count} ${said}`);
  const lost = connections.filter(({ state }) => state === 'unchecked').length;
  const unread = lost === 0 ? [] : [`${words.plural(lost, 'connection')} not read`];
  const tables =
    read.length === 0 ? 'no table was read' : `${words.plural(read.length, 'table')} read: ${known.join('; ')}`;
  return [tables, ...unread].join('; ');
}

type Tile = readonly [name: string, count: number];

/** What is always asked, and of the rest what there is. */
function tiles(result: AuditResult): readonly Tile[] {
  const { totals } = result;
  const { unmanaged, gone } = words.countUncovered(result);
  const always = [
    ['connections', totals.connections],
    ['unchecked', totals.unchecked],
    ['missing', totals.missing],
    ['unexpected', totals.unexpected],
    ['changed', totals.changed],
  ] as const;
  const rest = [
    ['roles', totals.roles],
    ['connections missing', gone],
    ['unmanaged', unmanaged],
    ['out of count', totals.countOutOfBounds],
    ['waived', totals.waived],
    ['notices', totals.notices],
    ['likely complete', totals.likely],
    ['allowed', totals.allowed],
  ] as const;
  return [...always, ...rest.filter(([, count]) => count > 0), ['in sync', totals.inSync]];
}

const grave = new Set([
  ...['unchecked', 'missing', 'unexpected', 'changed', 'roles', 'out of count'],
  ...['connections missing', 'unmanaged'],
]);

export function tile(name: string, count: number, isGrave = grave.has(name)): Markup {
  const look = count > 0 && isGrave ? 'grave' : count === 0 ? 'zero' : 'plain';
  return tag('li', { class: look }, tag('b', {}, String(count)), ' ', name);
}

export function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}
