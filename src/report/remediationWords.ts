import type { RouteFinding } from '../audit/finding.ts';
import type { AuditedConnection, AuditResult } from '../audit/result.ts';
import type { Obstacle } from './aliyunCommand.ts';
import * as findingWords from './findingWords.ts';
import { field } from './neutralise.ts';
import type { Step, Task } from './remediation.ts';
import type { CreateTask } from './rowTasks.ts';
import * as words from './words.ts';

/** The sentences of the remediation; what they are about is decided in remediation.ts. */

export const remediationTitle = 'Remediation with the aliyun command: printed, not run';

/** To be read before anything is run. */
export function describeCare(result: AuditResult): readonly string[] {
  const { source, totals } = result;
  return [
    `The steps fit what was there at ${field(source.collectedAt)}. Read each before you run it, and audit again first if that is long ago.`,
    ...(words.isRehearsal(source)
      ? ['The routes are of the embedded sample network, so are the ids in the commands.']
      : []),
    'Writes are asynchronous, one at a time per connection: run the steps of a connection in their order, each when DescribeVcoRouteEntries shows the one before as done; where one fails, stop.',
    'Connections on one transit router replace each other: bring up what is to carry the traffic on one before you take it away from another.',
    `No steps are for waived findings, for notices and counts, and for unchecked connections${totals.unchecked === 0 ? '' : ` (${totals.unchecked} here), of which nobody knows what is there`}.`,
  ];
}

export const nothingToDo = 'There is no step: no finding that is not waived is about a route.';

/** Of one connection, before its first step. */
export function describeCaution({ findings }: AuditedConnection): readonly string[] {
  const sentences = findings.flatMap((finding) =>
    finding.kind === 'mass-change' ? [findingWords.describeFinding(finding)] : [],
  );
  return sentences.map((sentence) => `Before any step: ${sentence}`);
}

/** `missing custom route 10.0.0.0/16: create next hop vco-…, weight 100`. */
export function describeStep(step: Step): string {
  const { finding, task } = step;
  const what = `${findingWords.findingTitle(finding)}: ${describeTask(task, finding)}`;
  if (step.kind === 'command') return what;
  const obstacle = step.obstacle === null ? [] : [`no command: ${obstacleWords[step.obstacle]}`];
  const awaits = step.awaits === null ? [] : [describeAwaited(step.awaits, finding)];
  return [what, ...obstacle, ...awaits].join('; ');
}

function describeTask(task: Task, finding: RouteFinding): string {
  switch (task.kind) {
    case 'create':
      return `create ${to(task)}, weight ${task.weight}${describeChoice(task)}`;
    case 'modify':
      return `change the weight of ${to(task)} from ${task.weight ?? 'not stated'} to ${task.newWeight}`;
    case 'delete':
      return `delete ${to(task)}, weight ${task.weight ?? 'not stated'}`;
    case 'state':
      return `bring it from state ${states(task.actual)} to state ${states(task.expected)}`;
    case 'announce':
      return onThePeer(finding, 'announce it');
    case 'announce-otherwise':
      return onThePeer(finding, `announce it as expected: ${findingWords.describeDifference(finding)}`);
    case 'stop-announcing':
      return onThePeer(finding, 'stop announcing it');
  }
}

/** `VPN_BGP` comes from the peer in the data centre, `CLOUD` goes to it. */
function onThePeer({ source }: RouteFinding, what: string): string {
  if (source === 'VPN_BGP') return `on the peer: ${what}`;
  if (source === 'CLOUD') return `on the transit router, not on the peer: ${what}`;
  return `on the peer or on the transit router, as the source is ${source === null ? 'not stated' : field(source)}: ${what}`;
}

function to({ nextHop }: { readonly nextHop: string | null }): string {
  return nextHop === null ? 'the row that states no next hop' : `next hop ${field(nextHop)}`;
}

function describeChoice({ chosen, weight }: CreateTask): string {
  const choices = [
    ...(chosen.includes('nextHop') ? ['any next hop, of which the connection itself is the usual one'] : []),
    ...(chosen.includes('weight')
      ? [`any weight, of which ${weight === 0 ? '100 is the active one' : '0 is a standby'}`]
      : []),
  ];
  return choices.length === 0 ? '' : ` (the baseline takes ${choices.join(', and ')})`;
}

function states(values: readonly (string | null)[]): string {
  return values.map((state) => (state === null ? 'not stated' : field(state))).join(' or ');
}

const obstacleWords = {
  'state-not-commanded':
    'the API has none that publishes a destination-based route or takes that back; look at the attachment to the transit router',
  'row-is-there': 'such a row is there already, and the baseline takes it for another one',
  'next-hop-not-stated': 'it takes the exact next hop, which the row does not state',
  'weight-not-stated': 'it takes the exact weight, which the row does not state; look at the console',
  'weight-out-of-range': 'it takes weight 0 or 100 only',
  'default-route-refused': 'the API refuses a destination-based route for 0.0.0.0/0; expect it from BGP, or not at all',
  'shared-address-space':
    'a destination-based route that overlaps 100.64.0.0/10 breaks the connection; correct the baseline',
  'not-as-it-looks': "it would hold text that can't be pasted as it looks",
} as const satisfies Record<Obstacle, string>;

function describeAwaited(awaited: RouteFinding, finding: RouteFinding): string {
  if (awaited === finding) return 'not before what is expected of this destination is there: then audit again';
  const waived = awaited.waiver === null ? '' : ' (waived)';
  return `not before this is settled, whose traffic it may carry: ${findingWords.findingTitle(awaited)}${waived}; then audit again`;
}
