import type { AuditResult } from '../../audit/result.ts';
import {
  describeHops,
  directionWords,
  type ForwardingGroup,
  groupChanges,
  type NameOf,
  namesIn,
  partlyRead,
  stillWords,
} from '../forwardingWords.ts';
import { field } from '../neutralise.ts';
import { htmlTables, type Row } from './htmlTables.ts';
import { tag } from './tag.ts';

/** What all the drift together does to traffic, as one table: the fewest prefixes, waived drift included. */
export function* htmlForwarding(result: AuditResult): Iterable<string> {
  const nameOf = namesIn(result);
  const groups = groupChanges(result);
  const notes = [
    ...stillWords(result),
    ...partlyRead(result).map((domain) => `${nameOf(domain)}: not evaluated, a connection of it is unchecked`),
  ];
  if (groups.length + notes.length === 0) return;
  yield `<section id="forwarding" class="group" aria-labelledby="forwarding-title">\n${tag('h2', { id: 'forwarding-title' }, 'What the drift does to traffic').html}\n`;
  yield notes.map((note) => `${tag('p', {}, note).html}\n`).join('');
  const columns = ['Traffic for', 'Direction', 'Domain', 'Should go', 'Goes', 'Because of'];
  const rows = groups.map((group) => forwardingRow(group, nameOf));
  yield* htmlTables('forwarding', 'Forwarding changes', columns, rows);
  yield '</section>\n';
}

function forwardingRow({ prefixes, direction, domain, from, to, cause }: ForwardingGroup, nameOf: NameOf): Row {
  const goes =
    to.length === 0 ? '⊘ now unrouted' : `${describeHops(to, nameOf)}${from.length === 0 ? ' (newly routed)' : ''}`;
  const cells = [
    [tag('code', {}, prefixes.map(field).join(', '))],
    [directionWords[direction]],
    [nameOf(domain)],
    [describeHops(from, nameOf)],
    [goes],
    [cause],
  ];
  return { id: null, cells };
}
