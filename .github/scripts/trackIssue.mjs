import { existsSync, readFileSync } from 'node:fs';
import { counts } from './counts.mjs';
import { call, marked } from './gitHub.mjs';

/**
 * Keeps two issues: one about drift, one about what could not be checked; each there while there is something to say.
 * An issue names its connections, and is closed only when a run has compared every one of them and found them in sync
 * (or, of the other issue, has checked them): a connection that is unchecked now, or gone from the baselines, keeps it
 * open. A run that left no result says nothing about drift, and is incomplete.
 */
const { RESULT = '', VERDICT = '', GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env;
const run = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
/** GitHub takes 65,536 characters. */
const longestBody = 60_000;
const mostListed = 50;

const saved = existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : null;
/** One that another attempt has left, or that the run did not end by, is none. */
const result = saved !== null && saved.verdict === VERDICT ? saved : null;
const outcomes = new Map(
  (result?.connections ?? []).map((connection) => [nameOf(connection), outcomeOf(connection, result.failOn)]),
);

await track({
  marker: '<!-- route-drift: drift -->',
  title: 'Route drift',
  about: 'The routes of these IPsec-VPN connections differ from their baselines, or did when they were last compared:',
  end: 'when a run has compared all of them and found them in sync',
  now: namesThat('drifted'),
  isOver: (outcome) => outcome === 'in-sync',
  isLost: false,
});
await track({
  marker: '<!-- route-drift: incomplete -->',
  title: 'Route audit incomplete',
  about: result === null ? 'The last run left no result.' : 'These IPsec-VPN connections could not be checked:',
  end: 'when a run has checked all of them',
  now: namesThat('unchecked'),
  isOver: (outcome) => outcome === 'in-sync' || outcome === 'drifted',
  isLost: result === null,
});

async function track({ marker, title, about, end, now, isOver, isLost }) {
  const [issue, ...others] = await marked('/issues?state=open', marker);
  // Whatever two runs at once have left; the oldest stays, and takes over the names of the others.
  const named = [issue, ...others].filter((each) => each !== undefined).map(({ body }) => namesIn(body));
  const unknown = named.includes(null);
  const before = named.flatMap((names) => names ?? []);
  const still = [...new Set([...now, ...before.filter((name) => !isOver(outcomes.get(name)))])].sort();
  if (still.length > 0 || isLost || (issue !== undefined && (result === null || unknown))) {
    const body = bodyOf({ marker, about, end, names: still, unknown });
    if (issue === undefined) await call('POST', '/issues', { title, body });
    else if (result !== null || isLost) await call('PATCH', `/issues/${issue.number}`, { body });
  } else {
    for (const { number } of issue === undefined ? [] : [issue, ...others]) {
      await call('POST', `/issues/${number}/comments`, {
        body: `All of them were compared in ${run}: nothing is left of this.`,
      });
      await call('PATCH', `/issues/${number}`, { state: 'closed', state_reason: 'completed' });
    }
  }
}

/** `names` first for people, then for the next run; where that would be too long, or was, nobody knows all of them. */
function bodyOf({ marker, about, end, names, unknown }) {
  const listed = names.slice(0, mostListed).map((name) => `- \`${name}\`\n`);
  const more = names.length > mostListed ? `- and ${names.length - mostListed} more\n` : '';
  const record = `<!-- connections: ${JSON.stringify(names)} -->`;
  const isKnown = !unknown && record.length < longestBody;
  const short = isKnown ? record : '<!-- connections: null -->';
  return `${marker}\n${short}\n${about}\n\n${listed.join('')}${more}\nThe last run: ${run}\n\nEvery run updates this issue, which ${isKnown ? `is closed ${end}. A connection that has no baseline any more is nothing that a run compares: then close it by hand` : 'nobody closes but you, since its list of connections is not known any more'}.\n`;
}

/** null: nobody knows, since the list was too long or somebody has edited it. */
function namesIn(body) {
  const [, list] = /^<!-- connections: (.*) -->$/m.exec(body ?? '') ?? [];
  try {
    const names = JSON.parse(list);
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
  } catch {
    return null;
  }
}

function namesThat(outcome) {
  return [...outcomes].filter(([, each]) => each === outcome).map(([name]) => name);
}

/** Nothing in it ends a comment, a line or a code span. */
function nameOf({ region, connectionId }) {
  return `${encodeURIComponent(region)}/${encodeURIComponent(connectionId)}`;
}

function outcomeOf({ state, findings }, failOn) {
  if (state !== 'audited') return 'unchecked';
  return findings.some((finding) => counts(finding, failOn)) ? 'drifted' : 'in-sync';
}
