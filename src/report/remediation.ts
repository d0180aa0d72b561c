import type { RouteFinding } from '../audit/finding.ts';
import type { AuditedConnection } from '../audit/result.ts';
import { isRouteFinding } from '../audit/standing.ts';
import { aliyunCommand, type Obstacle } from './aliyunCommand.ts';
import { overlapIndex } from './overlapIndex.ts';
import { type RowTask, rowTasks } from './rowTasks.ts';

/** A BGP route is put right by whoever announces it, and by no command of this API. */
export type Task = RowTask | { readonly kind: 'announce' | 'announce-otherwise' | 'stop-announcing' };

export type Step = CommandStep | WordsStep;

export interface CommandStep {
  readonly kind: 'command';
  readonly finding: RouteFinding;
  readonly task: RowTask;
  readonly command: string;
}

export interface WordsStep {
  readonly kind: 'words';
  readonly finding: RouteFinding;
  readonly task: Task;
  /** Why no command can be written; null: one could, or it is not for this API to do. */
  readonly obstacle: Obstacle | null;
  /** What must be as expected first; it may be the finding itself. */
  readonly awaits: RouteFinding | null;
}

/**
 * The steps that bring a connection to its baseline, in an order in which nothing is withdrawn before what replaces it
 * is there: first what is created, then the weights that rise, then those that fall, last what is deleted. So until the
 * last creation nothing of what was there is gone, and from then on all of what is to be is there. A more specific
 * route that carries the traffic of a missing one goes when that one has come.
 *
 * What no command brings (a row that can't be named, a BGP route, drift that is waived) may never come. So what may
 * stand in for it, since it overlaps and carries traffic the same way, is not deleted by a command either: the words
 * say what must be there first. A waived finding has no steps of its own: its drift is accepted for now.
 */
export function remediationOf(connection: AuditedConnection): readonly Step[] {
  const findings = connection.findings.filter(isRouteFinding);
  const steps = findings.filter(({ waiver }) => waiver === null).flatMap((finding) => stepsOf(connection, finding));
  const awaitedBy = awaiting(findings, steps);
  const held = steps.map((step): Step => {
    const awaits = awaitedBy(step);
    if (awaits === null) return step;
    const { finding, task } = step;
    return { kind: 'words', finding, task, obstacle: step.kind === 'words' ? step.obstacle : null, awaits };
  });
  return phases.flatMap((phase) => held.filter(({ task }) => phaseOf(task) === phase));
}

function stepsOf(connection: AuditedConnection, finding: RouteFinding): readonly Step[] {
  const inWords = { kind: 'words', finding, awaits: null } as const;
  if (finding.type === 'bgp') return [{ ...inWords, task: { kind: announcements[finding.kind] }, obstacle: null }];
  return rowTasks(finding, connection.connectionId).map((task) => {
    const written = aliyunCommand(connection, finding.destination, task);
    if (written.state === 'none') return { ...inWords, task, obstacle: written.obstacle };
    return { kind: 'command', finding, task, command: written.command };
  });
}

const announcements = {
  'missing-route': 'announce',
  'changed-route': 'announce-otherwise',
  'unexpected-route': 'stop-announcing',
  'forbidden-route': 'stop-announcing',
} as const satisfies Record<RouteFinding['kind'], Task['kind']>;

const phases = ['bring', 'raise', 'lower', 'withdraw'] as const;

function phaseOf(task: Task): (typeof phases)[number] {
  switch (task.kind) {
    case 'create':
    case 'announce':
      return 'bring';
    case 'modify':
      return task.newWeight === 0 ? 'lower' : 'raise';
    case 'state':
    case 'announce-otherwise':
      return 'raise';
    case 'delete':
    case 'stop-announcing':
      return 'withdraw';
  }
}

/** Of a step that takes something away: what may come to nothing, and must not, before it is run; else null. */
function awaiting(findings: readonly RouteFinding[], steps: readonly Step[]): (step: Step) => RouteFinding | null {
  const unsure = steps.filter(({ kind, task }) => kind === 'words' && ['bring', 'raise'].includes(phaseOf(task)));
  const unsureOwn = new Set(unsure.map(({ finding }) => finding));
  const brought = new Set(unsure.filter(isWanted).map(({ finding }) => finding));
  const wanted = findings.filter((finding) => brought.has(finding) || (finding.waiver !== null && isGone(finding)));
  const overlapping = {
    cloud: overlapIndex(wanted.filter((finding) => carriesTo(finding) === 'cloud')),
    peer: overlapIndex(wanted.filter((finding) => carriesTo(finding) === 'peer')),
  };
  return ({ finding, task }) => {
    const phase = phaseOf(task);
    if (phase === 'bring' || phase === 'raise') return null;
    if (finding.type === 'custom' && unsureOwn.has(finding)) return finding;
    return phase === 'lower' ? null : overlapping[carriesTo(finding)](finding.destination);
  };
}

/** With a wrong weight or AS path it is there all the same; and what the API refuses will never replace anything. */
function isWanted(step: Step): boolean {
  if (step.kind === 'words' && step.obstacle === 'default-route-refused') return false;
  return step.task.kind === 'announce-otherwise' ? isGone(step.finding) : step.task.kind !== 'modify';
}

/** It carries no traffic: it is not there, or not in the state in which it would. */
function isGone({ kind, changes }: RouteFinding): boolean {
  return kind === 'missing-route' || changes.some(({ attribute }) => attribute === 'state');
}

/** What the cloud announces carries traffic to the cloud, everything else to the data centre. */
function carriesTo({ source }: RouteFinding): 'cloud' | 'peer' {
  return source === 'CLOUD' ? 'cloud' : 'peer';
}
