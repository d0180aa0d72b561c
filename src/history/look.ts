import type { Finding, Severity } from '../audit/finding.ts';
import type { AuditResult, ConnectionResult } from '../audit/result.ts';
import { type Standing, standingOf } from '../audit/standing.ts';
import { subjectOf } from '../audit/subjectOf.ts';
import { findingsIn } from '../audit/verdict.ts';
import type { Drift, FinishedRun, HistorySource } from './historyResult.ts';

/** What a history keeps of a result: little of a large one, since there may be hundreds. */
export interface Look {
  readonly run: FinishedRun;
  readonly source: HistorySource;
  /** To break a tie: of two that looked at one time the later judged what the other did, or more. */
  readonly startedAt: string;
  /** The connections that were read in full, each with the digest of its baseline. */
  readonly audited: ReadonlyMap<string, string>;
  readonly unchecked: ReadonlySet<string>;
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
  readonly finding: Finding;
  readonly failOn: Severity;
  readonly standing: Standing;
  /** Who did not look at all of these can't say that it is gone: the weights of several connections make a role. */
  readonly connections: readonly string[];
}

/** `known` holds every connection and digest once, which are the same in each of hundreds of runs. */
export function lookOf(file: string, result: AuditResult, known: Map<string, string>): Look {
  const once = (text: string): string => {
    const same = known.get(text) ?? text;
    known.set(same, same);
    return same;
  };
  const { connections, baselines, source, failOn, startedAt, verdict } = result;
  const digests = new Map(baselines.map(({ file, sha256 }) => [file, sha256]));
  const nameOf = new Map(connections.map((each) => [each.connectionId, once(connectionKey(each))]));
  const audited = connections.filter(({ state }) => state === 'audited');
  const unchecked = connections.filter(({ state }) => state === 'unchecked');
  const sightings = audited.flatMap((connection) => sightingsIn(connection, failOn, nameOf));
  const flapping = audited.flatMap((connection) =>
    findingsIn(connection)
      .filter(({ kind }) => kind === 'flapping')
      .map((finding) => aboutOf(connectionKey(connection), subjectOf(finding))),
  );
  return {
    run: {
      state: 'finished',
      file,
      lookedAt: isoOf(source.kind === 'snapshot' ? source.collectedAt : startedAt),
      verdict,
      connections: connections.length,
      unchecked: unchecked.length,
      failing: sightings.filter(({ standing }) => standing === 'failing').length,
    },
    source: sourceOf(source),
    startedAt: isoOf(startedAt),
    audited: new Map(audited.map((each) => [once(connectionKey(each)), once(digests.get(each.at.file) ?? '')])),
    unchecked: new Set(unchecked.map((each) => once(connectionKey(each)))),
    flapping: new Set(flapping),
    sightings,
  };
}

/** A notice is no drift, unless the run was to fail on notices: then a history without it would be greener than the run. */
function sightingsIn(
  connection: ConnectionResult,
  failOn: Severity,
  nameOf: ReadonlyMap<string, string>,
): readonly Sighting[] {
  const { connectionId, region, name } = connection;
  return findingsIn(connection).flatMap((finding): readonly Sighting[] => {
    const standing = standingOf(finding, failOn);
    if (standing === 'notice') return [];
    const subject = subjectOf(finding);
    const members = 'members' in finding ? finding.members.map((member) => nameOf.get(member.connectionId) ?? '') : [];
    const own = connectionKey(connection);
    return [
      {
        drift: [own, finding.kind, subject].join(' '),
        subject,
        connection: { connectionId, region, name },
        finding,
        failOn,
        standing,
        connections: [...new Set([own, ...members])],
      },
    ];
  });
}

/** A destination, or whatever else a finding is about, of a connection. */
export function aboutOf(connection: string, subject: string): string {
  return `${connection} ${subject}`;
}

function connectionKey({ region, connectionId }: Drift['connection']): string {
  return `${region} ${connectionId}`;
}

/** To the millisecond, so that equal times are equal texts and later ones sort later. Refuses what is no time: RangeError. */
function isoOf(time: string): string {
  return new Date(time).toISOString();
}

/** http:// is accepted for loopback only. */
function sourceOf({ collectedFrom, endpoint }: AuditResult['source']): HistorySource {
  return collectedFrom === 'api' && endpoint?.startsWith('http://') === true ? 'local' : collectedFrom;
}
