import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { action, type Step } from './runner.ts';

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly environment?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly steps: readonly (Step & { readonly with?: Readonly<Record<string, unknown>> })[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = new URL('../../../', import.meta.url);
const shared = new URL('../shared/', root);
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');
const workflows = readdirSync(new URL('.github/workflows/', root)).sort();
const workflowOf = (name: string) => load(textOf(`.github/workflows/${name}`)) as Workflow;
const all = workflows.map((name) => [name, workflowOf(name)] as const);
const jobs = all.flatMap(([name, workflow]) =>
  Object.entries(workflow.jobs).map(([id, job]) => [`${name.replace('.yml', '')}/${id}`, job, workflow] as const),
);

/** Third-party schemas and pins lie beside the project where it is developed; without them these say "skipped". */
const beside = (name: string) => (existsSync(new URL(name, shared)) ? test : test.skip);

beside('schemas/github-workflow.schema.json').each(workflows)('%s is a workflow as the schema has it', (name) => {
  expectValid('github-workflow', workflowOf(name));
});

beside('schemas/github-action.schema.json')('the action is one as the schema has it', () => {
  expectValid('github-action', action);
});

function expectValid(name: string, value: unknown): void {
  const schema = JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, shared), 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  validate(value);
  expect(validate.errors).toBe(null);
}

const users = [
  ...workflows.map((name) => `.github/workflows/${name}`),
  '.github/actions/audit/action.yml',
  'README.md',
  'docs/github-actions.md',
];

beside('action-pins.md').each(users)('%s uses released actions, pinned by commit', (path) => {
  const pins = readFileSync(new URL('action-pins.md', shared), 'utf8');
  const uses = [...textOf(path).matchAll(/uses: ([^\s@]+)@(\S+)(?: # (\S+))?/g)].filter(
    // Those of this project have no release yet that a commit could be written down of.
    ([, name]) => !name?.startsWith('OWNER/route-drift/'),
  );
  expect(uses.length).toBeGreaterThan(0);
  for (const [, name, commit, version] of uses) expect(pins).toContain(`| ${name} | ${version} | ${commit} |`);
});

test('no action is used by a tag or a branch', () => {
  const steps = [...jobs.flatMap(([, job]) => job.steps), ...action.runs.steps];
  for (const { uses } of steps) expect(uses ?? './').toMatch(/^\.\/|^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/);
});

test('a workflow may do nothing, and each job what it must, within a time', () => {
  for (const [, workflow] of all) expect(workflow.permissions).toEqual({});
  const read = { contents: 'read' };
  expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual({
    'ci/test': read,
    'evidence/evidence': { ...read, 'id-token': 'write', attestations: 'write' },
    'pre-change-review/review': read,
    'pre-change-review/comment': { ...read, 'pull-requests': 'write' },
    'pre-change-review/live': { ...read, 'id-token': 'write' },
    'release/build': read,
    'release/publish': { 'id-token': 'write' },
    'scheduled-audit/audit': { ...read, 'id-token': 'write' },
    'scheduled-audit/report': read,
    'scheduled-audit/track': { ...read, issues: 'write' },
  });
  for (const [, job] of jobs) expect(job['timeout-minutes']).toBeGreaterThan(0);
});

test('no expression is part of a script, so that nobody’s text can be', () => {
  const steps = [...jobs.flatMap(([, job]) => job.steps), ...action.runs.steps];
  const scripts = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  expect(scripts.length).toBeGreaterThan(10);
  for (const script of scripts) expect(script).not.toContain('${{');
});

test('no workflow runs for a stranger with more rights than the stranger has', () => {
  for (const [, { on }] of all) {
    expect(on).not.toHaveProperty('pull_request_target');
    expect(on).not.toHaveProperty('workflow_run');
    expect(on).not.toHaveProperty('issue_comment');
  }
});

const ofThisRepository = 'github.event.pull_request.head.repo.full_name == github.repository';

test('a job of a pull request has no credentials; one with some waits for an environment, and no fork gets there', () => {
  const ofPullRequests = jobs.filter(([, , { on }]) => 'pull_request' in on);
  expect(ofPullRequests.length).toBeGreaterThan(3);
  const names = ofPullRequests.flatMap(([name, job]) => {
    const text = JSON.stringify(job.steps);
    const hasKeys = job.permissions?.['id-token'] !== undefined || /secrets\.|vars\.|ALIBABA/.test(text);
    if (!hasKeys && Object.values(job.permissions ?? {}).every((access) => access === 'read')) return [];
    expect(job.if).toContain(ofThisRepository);
    expect(job.if).not.toContain('||');
    if (hasKeys) expect(job.environment).toBeTruthy();
    return [name];
  });
  expect(names).toEqual(['pre-change-review/comment', 'pre-change-review/live']);
});

test('what a pull request runs as the tool is the tool of its base', () => {
  for (const [name, job] of jobs.filter(([name]) => name.startsWith('pre-change-review/'))) {
    const [tool] = job.steps.filter((step) => step.with?.path === 'route-drift');
    expect([name, tool?.with?.ref]).toEqual([
      name,
      expect.stringMatching(/^\$\{\{ inputs\.tool-repository && inputs\.tool-ref \|\| github\.base_ref \}\}$/),
    ]);
    for (const { run, uses } of job.steps) expect(run ?? uses ?? '').not.toMatch(/\.\/\.github|network\//);
  }
});

test('there is no secret: credentials are of the job alone, by OIDC', () => {
  for (const path of users.slice(0, -2)) expect(textOf(path)).not.toContain('secrets.');
});

test('no token stays behind in a checkout', () => {
  const checkouts = jobs.flatMap(([, job]) => job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')));
  expect(checkouts.length).toBeGreaterThan(8);
  for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
});

test('what runs by the clock runs beside the hour, in a zone, and one at a time', () => {
  const scheduled = all.filter(([, { on }]) => 'schedule' in on);
  expect(scheduled.map(([name]) => name)).toEqual(['evidence.yml', 'scheduled-audit.yml']);
  for (const [, { on, concurrency }] of scheduled) {
    expect(on.schedule).toEqual([
      { cron: expect.stringMatching(/^(?!(0|15|30|45) )\d+ \d+ /), timezone: expect.stringMatching(/^[A-Z]\w+\/\w+$/) },
    ]);
    expect(concurrency).toMatchObject({ 'cancel-in-progress': false });
  }
});

test('each use of the action has inputs and outputs that it has', () => {
  const uses = jobs.flatMap(([, job]) =>
    job.steps.filter(({ uses }) => uses === './route-drift/.github/actions/audit').map((step) => [job, step] as const),
  );
  expect(uses).toHaveLength(3);
  for (const [job, step] of uses) {
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    const outputs = [...JSON.stringify(job).matchAll(new RegExp(`steps\\.${step.id}\\.outputs\\.([\\w-]+)`, 'g'))].map(
      ([, name]) => name,
    );
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(outputs));
  }
});

test('every script that is named is there', () => {
  const steps = [...jobs.flatMap(([, job]) => job.steps), ...action.runs.steps];
  const scripts = steps.flatMap(({ run = '' }) => [...run.matchAll(/scripts\/[\w.]+/g)].map(([script]) => script));
  expect(new Set(scripts).size).toBeGreaterThan(5);
  for (const script of scripts) expect(existsSync(new URL(`.github/${script}`, root))).toBe(true);
});

const docs = textOf('docs/github-actions.md');
const samples = [...docs.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
  ([, yaml = '']) => load(yaml) as Partial<Workflow>,
);
const callers = samples.flatMap(({ jobs = {} }) => Object.values(jobs)).filter(({ uses }) => uses !== undefined);

test('whoever calls a workflow as the docs say gives it the rights that its jobs need, and inputs that it has', () => {
  expect(callers.map(({ uses }) => uses)).toEqual([
    'OWNER/route-drift/.github/workflows/scheduled-audit.yml@COMMIT',
    'OWNER/route-drift/.github/workflows/pre-change-review.yml@COMMIT',
  ]);
  for (const { uses = '', permissions, with: given = {} } of callers) {
    const called = workflowOf(uses.replace(/^.*workflows\/|@COMMIT$/g, ''));
    expect(permissions).toEqual(Object.assign({}, ...Object.values(called.jobs).map((job) => job.permissions)));
    const { inputs } = called.on.workflow_call as { readonly inputs: object };
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
  }
});

/** Each step in a word or two, in order. */
const stepsOf = (name: string, job: string) =>
  (workflowOf(name).jobs[job]?.steps ?? []).map(({ uses, run }) => {
    const said = run ?? (uses ?? '').replace(/@.*/, '');
    return said
      .trim()
      .split('\n')
      .map((line) => line.trim());
  });

test('the evidence of a month is audited, verified, attested and kept, in this order', () => {
  const steps = stepsOf('evidence.yml', 'evidence').map(([first]) => first);
  expect(steps).toEqual([
    'actions/checkout',
    'actions/checkout',
    './route-drift/.github/actions/audit',
    'node "$MAIN" verify "$EVIDENCE"',
    'actions/attest',
    'actions/upload-artifact',
    'exit "$EXIT_CODE"',
  ]);
});

test('what is published was checked, tried in an empty folder, and is published as it was tried, with provenance', () => {
  const build = stepsOf('release.yml', 'build');
  expect(build.map(([first]) => first)).toEqual([
    'actions/checkout',
    'actions/setup-node',
    'node .github/scripts/checkRelease.mjs',
    'bash .ci/run',
    expect.stringContaining('npm pkg set "repository.url='),
    'mv "$(npm pack --silent)" route-drift.tgz',
    'actions/upload-artifact',
  ]);
  expect(build.flat()).toContain('test "$status" -eq 1');
  expect(stepsOf('release.yml', 'publish').flat()).toEqual([
    'actions/setup-node',
    'actions/download-artifact',
    'npm publish ./route-drift.tgz --ignore-scripts --provenance --access public',
  ]);
  expect(workflowOf('release.yml').jobs.publish).toMatchObject({ needs: 'build', environment: 'npm' });
});

test('whatever is uploaded is kept for a time that is said, and its absence is told', () => {
  const uploads = jobs.flatMap(([name, job]) =>
    job.steps
      .filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'))
      .map((step) => [name, step.with] as const),
  );
  expect(uploads.map(([name, said]) => `${name} ${String(said?.name).replace(/\$\{\{.*/, 'N')}`).sort()).toEqual([
    'evidence/evidence route-drift-evidence',
    'pre-change-review/review route-drift-review',
    'release/build route-drift-package',
    'scheduled-audit/audit route-drift-evidence-N',
    'scheduled-audit/audit route-drift-shard-N',
    'scheduled-audit/report route-drift-reports',
  ]);
  for (const [, said] of uploads) expect(said).toMatchObject({ 'retention-days': expect.anything() });
});

test('the issues of the night are of what the report ended with', () => {
  const { track, report } = workflowOf('scheduled-audit.yml').jobs;
  const [step] = (track?.steps ?? []).filter(({ run }) => run?.includes('trackIssue.mjs'));
  expect(step?.env).toMatchObject({
    RESULT: 'reports/result.json',
    VERDICT: expect.stringMatching(/^\$\{\{ needs\.report\.outputs\.verdict \}\}$/),
  });
  expect(track?.steps.some((one) => one.with?.name === 'route-drift-reports')).toBe(true);
  expect(report?.steps.some((one) => one.with?.name === 'route-drift-reports')).toBe(true);
});

test('a pull request is reviewed where it touches baselines', () => {
  expect(workflowOf('pre-change-review.yml').on.pull_request).toEqual({ paths: ['baselines/**'] });
});

test('the docs have the trust policy for both forms of sub, and for GitLab the version that there is', () => {
  expect(docs).toContain('"repo:example/network:ref:refs/heads/main"');
  expect(docs).toContain('"repo:example@123456/network@456789:ref:refs/heads/main"');
  const { version } = JSON.parse(textOf('package.json'));
  const named = [...docs.matchAll(/route-drift@([\d.]+)/g)].map(([, each]) => each);
  expect(named.length).toBeGreaterThan(0);
  expect(new Set(named)).toEqual(new Set([version]));
});
