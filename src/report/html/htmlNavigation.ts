import type { AuditResult } from '../../audit/result.ts';
import { findingsOf } from '../standing.ts';
import { tag } from './tag.ts';

/** Where everything is, and the filter, which shows itself where a script may run. */
export function htmlNavigation(result: AuditResult): string {
  const count = (...standings: Parameters<typeof findingsOf>[2][]) =>
    result.connections.reduce((sum, each) => sum + findingsOf(each, result.failOn, ...standings).length, 0);
  const places = [
    ['scope', 'Scope'],
    ...(result.coverage === null ? [] : [['coverage', `Coverage (${result.coverage.findings.length})`]]),
    ['findings', `Findings (${count('failing', 'tolerated', 'part')})`],
    ...(result.forwarding.length > 0 ? [['forwarding', 'Traffic']] : []),
    ['waivers', `Waived (${count('waived')})`],
    ...(count('notice') > 0 ? [['notices', `Notices (${count('notice')})`]] : []),
    ['review', 'Review'],
    ['in-sync', `In sync (${result.totals.inSync})`],
    ['baselines', 'Baselines'],
  ];
  const links = places.map(([id, name]) => tag('li', {}, tag('a', { href: `#${id}` }, name ?? '')));
  const filter = tag(
    'div',
    { id: 'tools', role: 'search', hidden: '' },
    tag('label', { for: 'filter' }, 'Filter'),
    tag('input', {
      id: 'filter',
      type: 'search',
      placeholder: '10.20. missing hq-hangzhou',
      autocomplete: 'off',
      spellcheck: 'false',
    }),
    tag('button', { id: 'fold', type: 'button' }, 'Unfold all'),
    tag('span', { id: 'shown', role: 'status' }),
  );
  return `${tag('nav', { 'aria-label': 'Contents' }, tag('ul', {}, ...links)).html}\n${filter.html}\n`;
}
