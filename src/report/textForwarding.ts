import type { AuditResult } from '../audit/result.ts';
import {
  describeWay,
  directionWords,
  type ForwardingGroup,
  groupChanges,
  namesIn,
  partlyRead,
  stillWords,
} from './forwardingWords.ts';
import { padTo, widest, wrap } from './layout.ts';
import { field } from './neutralise.ts';
import { drawStrips, legend, stripTitle } from './stripWords.ts';
import type { TextStyle } from './textConnection.ts';
import { connectionName } from './words.ts';

/** What the drift does to traffic, domain by domain; nothing where nothing drifts. */
export function forwardingLines(result: AuditResult, { paint, width }: TextStyle): string[] {
  const unknown = partlyRead(result);
  const groups = groupChanges(result);
  const still = stillWords(result);
  if (groups.length + unknown.length + still.length === 0) return [];
  const nameOf = namesIn(result);
  const columns = widest(groups.map(labelOf), 43);
  const changes = groups.flatMap((group, i) => {
    const { domain, direction, to, cause, prefixes } = group;
    const previous = groups[i - 1];
    const isFirst = previous?.domain !== domain || previous.direction !== direction;
    const title = isFirst ? wrap(`${nameOf(domain)}, ${directionWords[direction]}`, width, '  ', '    ') : [];
    const label = `    ${padTo(labelOf(group), columns)}  `;
    const sentence = wrap(`${describeWay(group, nameOf)} (${cause})`, width, label, ' '.repeat(6));
    const list = prefixes.length === 1 ? [] : wrap(prefixes.map(field).join(', '), width, ' '.repeat(6), ' '.repeat(6));
    return [...title, ...(to.length === 0 ? sentence.map((line) => paint('red', line)) : sentence), ...list];
  });
  const notEvaluated = unknown.flatMap((domain) =>
    wrap(`${nameOf(domain)}: not evaluated, a connection of it is unchecked`, width, '  ? ', '    '),
  );
  const nothing = still.map((words) => `  ${words}`);
  return ['', 'Forwarding (should go → goes)', ...nothing, ...changes, ...notEvaluated, ...stripLines(result, width)];
}

/** In half as many cells where the line is short. */
function stripLines(result: AuditResult, width: number): string[] {
  const connections = drawStrips(result, width >= 72 ? 64 : 32);
  if (connections.length === 0) return [];
  const lines = connections.flatMap(({ connection, strips }) => [
    ...wrap(connectionName(connection), width, '  ', '    '),
    ...strips.flatMap(({ title, drawing }) => [...wrap(title, width, '    ', '      '), `    ${drawing}`]),
  ]);
  return ['', stripTitle, ...legend.map((line) => `  ${line}`), ...lines];
}

function labelOf({ prefixes }: ForwardingGroup): string {
  return prefixes.length === 1 ? prefixes.map(field).join() : `${prefixes.length} prefixes`;
}
