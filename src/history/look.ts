import type { Severity } from '../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { type Standing, standingOf } from '../audit/standing.ts';
import { subjectOf } from '../audit/subjectOf.ts';
import { findingsIn } from '../audit/verdict.ts';
import { coverageSightings } from './coverageSightings.ts';
import type { Drift, DriftFinding, FinishedRun, HistorySource } from './historyResult.ts';
import { connectionKey, listKeyOf } from './keys.ts';

/** What a history keeps of a result: little of a large one, since there may be hundreds. */
export interface Look {
  readonly run: FinishedRun;
  readonly source: HistorySource;
  /** To break a tie: of two that looked at one time the later judged what the other did, or more. */
  readonly startedAt: string;
  /** The connections that were read in full, each with the digest of its baseline; and the lists of connections. */
  readonly audited: ReadonlyMap<string, string>;
  readonly unchecked: ReadonlySet<string>;
  /** Of which connections there are, only those with these tags were looked at; null: nobody asked. */
  readonly tags: string | null;
  /** What came and went while it was read, as `aboutOf` says it. */
  readonly flapping: ReadonlySet<string>;
  readonly sightings: readonly Sighting[];
}

/** A finding in one run. */
export interface Sighting {
  /** Equal for the same drift in every run. */
  readonly drift: string;
  readonly subject: string;
  readonly connection: Drift['connection'];
  readonly finding: DriftFinding;
  readonly failOn: Severity;
  readonly standing: Standing;
  /** Who did not look at all of these can't say that it is gone: the weights of several connections make a role. */
  readonly connections: readonly string[];
  /** Nor who looked at connections with other tags alone; null: that does not matter. */
  readonly tags: string | null;
  /** Nor who had no baseline of this connection; null: likewise. */
  readonly covered: string | null;
}

/** `known` holds every connection and digest once, which are the same in each of hundreds of runs. */
export function lookOf(file: string, result: AuditResult, known: Map<string, string>): Look {
  const once = (text: string): string => {
    const same = known.get(text) ?? text;
    known.set(same, same);
    return same;
  };
  const { connections, baselines, source, failOn, startedAt, verdict, coverage } = result;
  const digests = new Map(baselines.map(({ file, sha256 }) => [file, sha256]));
  const nameOf = new Map(connections.map((each) => [each.connectionId, once(connectionKey(each))]));
  const audited = connections.filter(({ state }) => state === 'audited');
  const unchecked = connections.filter(({ state }) => state === 'unchecked');
  const lists = coverage?.lists ?? [];
  const unread = lists.filter(({ state }) => state === 'unreadable');
  const all = [
    ...audited.flatMap((connection) => sightingsIn(connection, failOn, nameOf)),
    ...(coverage === null ? [] : coverageSightings(coverage, failOn)),
  ];
  const flapping = audited.flatMap((connection) =>
    findingsIn(connection)
      .filter(({ kind }) => kind === 'flapping')
      .map((finding) => aboutOf(connectionKey(connection), subjectOf(finding))),
  );
  const sightings = gravestOf(all);
  return {
    run: {
      state: 'finished',
      file,
      lookedAt: isoOf(source.kind === 'snapshot' ? source.collectedAt : startedAt),
      verdict,
      connections: connections.length,
      unchecked: unchecked.length,
      unlisted: unread.length,
      failing: sightings.filter(({ standing }) => standing === 'failing').length,
    },
    source: sourceOf(source),
    startedAt: isoOf(startedAt),
    audited: new Map([
      ...audited.map((each) => [once(connectionKey(each)), once(digests.get(each.at.file) ?? '')] as const),
      ...lists.filter(({ state }) => state === 'listed').map((list) => [once(listKeyOf(list)), ''] as const),
    ]),
    unchecked: new Set([...unchecked.map(connectionKey), ...unread.map(listKeyOf)].map(once)),
    tags: coverage === null ? null : once(JSON.stringify(coverage.tags)),
    flapping: new Set(flapping),
    sightings,
  };
}

const gravity = ['notice', 'part', 'waived', 'tolerated', 'failing'] as const satisfies readonly Standing[];

/** One of each drift: of a result that tells it twice, once with a waiver, the history is to be no greener than the run. */
function gravestOf(sightings: readonly Sighting[]): readonly Sighting[] {
  const gravest = new Map<string, Sighting>();
  for (const sighting of sightings) {
    const other = gravest.get(sighting.drift);
    const isGraver = other === undefined || gravity.indexOf(sighting.standing) > gravity.indexOf(other.standing);
    if (isGraver) gravest.set(sighting.drift, sighting);
  }
  return [...gravest.values()];
}

/** Notices too: where an earlier run was to fail on them, what is a notice now is still there. */
function sightingsIn(
  connection: ConnectionResult,
  failOn: Severity,
  nameOf: ReadonlyMap<string, string>,
): readonly Sighting[] {
  const { connectionId, region, name } = connection;
  return findingsIn(connection).map((finding): Sighting => {
    const subject = subjectOf(finding);
    const members = 'members' in finding ? finding.members.map((member) => nameOf.get(member.connectionId) ?? '') : [];
    const own = connectionKey(connection);
    return {
      drift: [own, finding.kind, subject].join(' '),
      subject,
      connection: { connectionId, region, name },
      finding,
      failOn,
      standing: standingOf(finding, failOn),
      connections: [...new Set([own, ...members])],
      tags: null,
      covered: null,
    };
  });
}

/** A destination, or whatever else a finding is about, of a connection. */
export function aboutOf(connection: string, subject: string): string {
  return `${connection} ${subject}`;
}

/** To the millisecond, so that equal times are equal texts and later ones sort later. Refuses what is no time: RangeError. */
function isoOf(time: string): string {
  return new Date(time).toISOString();
}

/** http:// is accepted for loopback only. */
function sourceOf({ collectedFrom, endpoint }: AuditResult['source']): HistorySource {
  return collectedFrom === 'api' && endpoint?.startsWith('http://') === true ? 'local' : collectedFrom;
}
