import { isCoverageFinding } from '../audit/coverage.ts';
import { isRouteFinding, standingOf } from '../audit/standing.ts';
import { compareText } from '../routing/table.ts';
import type { Drift, NotLooked, Outlook, Resolution } from './historyResult.ts';
import { aboutOf, type Look, type Sighting } from './look.ts';

/** A drift while the runs are gone through, in order. */
interface Track {
  last: Sighting;
  lastLook: Look;
  /** A part of a role finding is told there, and a notice is no drift: listed is what ever was more than that. */
  isListed: boolean;
  readonly spells: OpenSpell[];
}

interface OpenSpell {
  readonly firstSeen: string;
  lastSeen: string;
  seen: number;
  resolved: (Resolution & { readonly by: Look }) | null;
}

/**
 * What the runs, in order, say of each drift until `end`. A drift is open from the first run that saw it to the first that
 * looked at all of it and did not: a run that could not tell changes nothing. Sorted by what it is about.
 */
export function driftsOf(looks: readonly Look[], end: string): readonly Drift[] {
  const tracks = new Map<string, Track>();
  for (const look of looks) {
    const seen = new Set(look.sightings.map(({ drift }) => drift));
    for (const [drift, track] of tracks) {
      if (!seen.has(drift) && openSpell(track) !== null && notLookedAt(track.last, look) === null) close(track, look);
    }
    for (const sighting of look.sightings) see(tracks, sighting, look);
  }
  const last = looks.at(-1);
  return [...tracks]
    .filter(([, { isListed }]) => isListed)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, track]) => driftOf(track, last, end));
}

function see(tracks: Map<string, Track>, sighting: Sighting, look: Look): void {
  const { lookedAt } = look.run;
  const track: Track = tracks.get(sighting.drift) ?? { last: sighting, lastLook: look, isListed: false, spells: [] };
  const open = openSpell(track);
  if (open === null) track.spells.push({ firstSeen: lookedAt, lastSeen: lookedAt, seen: 1, resolved: null });
  else [open.lastSeen, open.seen] = [lookedAt, open.seen + 1];
  [track.last, track.lastLook] = [sighting, look];
  track.isListed ||= sighting.standing !== 'part' && sighting.standing !== 'notice';
  tracks.set(sighting.drift, track);
}

function close(track: Track, look: Look): void {
  const open = openSpell(track);
  if (open === null) return;
  const { last, lastLook } = track;
  const baselineChanged = last.connections.some((each) => look.audited.get(each) !== lastLook.audited.get(each));
  open.resolved = { at: look.run.lookedAt, baselineChanged, by: look };
}

function openSpell({ spells }: Track): OpenSpell | null {
  const last = spells.at(-1);
  return last === undefined || last.resolved !== null ? null : last;
}

/** null: this run looked at all that the drift is about, so if it does not show it, it is gone. */
function notLookedAt({ connections, subject, tags, covered, finding }: Sighting, look: Look): NotLooked | null {
  // Lists of its region alone don't bring it back, nor does a shard that is missing, so that it is the first to say.
  if (covered !== null && !look.audited.has(covered)) return look.unchecked.has(covered) ? 'unchecked' : 'out-of-scope';
  if (connections.some((each) => look.unchecked.has(each))) return 'unchecked';
  const isUnknown = connections.some((each) => !look.audited.has(each));
  if (isUnknown) return isCoverageFinding(finding) ? 'not-listed' : 'out-of-scope';
  if (tags !== null && look.tags !== tags && look.tags !== '[]') return 'other-tags';
  return connections.some((each) => look.flapping.has(aboutOf(each, subject))) ? 'flapping' : null;
}

function driftOf(track: Track, lastLook: Look | undefined, end: string): Drift {
  const { last, spells } = track;
  const until = (spell: OpenSpell) => Date.parse(spell.resolved?.at ?? end);
  return {
    connection: last.connection,
    finding: last.finding,
    failOn: last.failOn,
    standing: standingAt(end, track),
    outlook: outlookOf(track, lastLook),
    spells: spells.map((spell) => {
      const { firstSeen, lastSeen, seen, resolved } = spell;
      const age = until(spell) - Date.parse(firstSeen);
      if (resolved === null) return { firstSeen, lastSeen, seen, resolved, age };
      const { at, baselineChanged } = resolved;
      return { firstSeen, lastSeen, seen, resolved: { at, baselineChanged }, age };
    }),
  };
}

/** A waiver that is over pardons nothing, whoever looked since. `end` is the moment after the period. */
function standingAt(end: string, track: Track): Drift['standing'] {
  const { finding, failOn, standing } = track.last;
  if (openSpell(track) === null || isCoverageFinding(finding)) return standing;
  if (!isRouteFinding(finding) || finding.waiver === null) return standing;
  const lastDay = new Date(Date.parse(end) - 1).toISOString().slice(0, 'yyyy-mm-dd'.length);
  return finding.waiver.expires < lastDay ? standingOf({ ...finding, waiver: null }, failOn) : standing;
}

function outlookOf(track: Track, lastLook: Look | undefined): Outlook {
  const open = openSpell(track);
  if (open === null) return { state: track.spells.at(-1)?.resolved?.by === lastLook ? 'resolved' : 'resolved-before' };
  if (track.lastLook === lastLook) return { state: open.seen === 1 ? 'new' : 'still-there' };
  const because = lastLook === undefined ? null : notLookedAt(track.last, lastLook);
  if (because === null) throw new Error(`${track.last.drift} is open, though the last run looked and did not find it`);
  return { state: 'not-looked-at', because };
}
