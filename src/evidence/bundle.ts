import type { Format } from '../report/registry.ts';
import type { RouteType } from '../routing/route.ts';
import type { FileDigest } from './sums.ts';

/**
 * A bundle is a directory of which nobody who reads it has to trust anything but its digests, or a signature over them:
 *
 *   SHA256SUMS               of every other file (`sha256sum -c`); attestation.dsse.json signs what it says
 *   manifest.json            who ran it, what was asked, when, of which commit, and what came of it
 *   replies/…                every call of the API and its answer as received, a line each, in the order of each table
 *   baselines/…              verbatim copies; the manifest says what their files are called
 *   snapshot.json            what the replies say of the routes
 *   result.json, reports/…   what the comparison of the two found
 *   predicate.json           the same as an in-toto test result
 *
 * Everything below the first three follows from them, and `verify` makes it again. What can't be proved: that the API
 * said so, and that the run was started as the manifest has it; the signature says who vouches for that.
 */
export const bundleVersion = 1;

export const sumsFile = 'SHA256SUMS';
export const manifestFile = 'manifest.json';
export const snapshotFile = 'snapshot.json';
export const resultFile = 'result.json';
export const predicateFile = 'predicate.json';
export const attestationFile = 'attestation.dsse.json';

/** What STS said of whose keys they are. */
export const callerFile = 'replies/caller.jsonl';

/** Both are words of a fixed alphabet, so they can be parts of a path. */
export interface ConnectionPlace {
  readonly region: string;
  readonly connectionId: string;
}

/** What was listed of a region. */
export function listFile(region: string): string {
  return `replies/${region}/connections.jsonl`;
}

export function repliesFile({ region, connectionId }: ConnectionPlace, type: RouteType): string {
  return `replies/${region}/${connectionId}/${type}.jsonl`;
}

export function baselineFile({ region, connectionId }: ConnectionPlace): string {
  return `baselines/${region}/${connectionId}.yaml`;
}

export function reportFile(format: Format): string {
  return `reports/${format}.${endings[format]}`;
}

const endings = {
  text: 'txt',
  markdown: 'md',
  summary: 'md',
  junit: 'xml',
  'junit-strict': 'xml',
  json: 'json',
  sarif: 'sarif',
  github: 'txt',
  html: 'html',
} as const satisfies Record<Format, string>;

/** One whose files are as SHA256SUMS lists them; `build`: which one of this program wrote it. */
export interface Bundle {
  readonly directory: string;
  readonly files: readonly FileDigest[];
  readonly build: 'the same' | 'another';
}
