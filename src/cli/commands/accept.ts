import { type FindingKind, findingKinds } from '../../audit/finding.ts';
import type { WaiverTerms } from '../../authoring/waiveFindings.ts';
import { collectionArguments } from '../collectionArguments.ts';
import { defineCommand, listOf } from '../command.ts';
import { UnusableInput } from '../unusableInput.ts';
import type { World } from '../world.ts';
import { accountsOptions, baselinesPositional, sourceOptions } from './options.ts';

const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

export const accept = defineCommand({
  usage: 'accept [baselines..]',
  describe: 'Take findings into the baselines, in place, so that they say what is there',
  positional: baselinesPositional,
  options: {
    connection: text('Only findings of this connection; repeatable'),
    destination: text('Only findings about exactly this destination; repeatable'),
    kind: { choices: findingKinds, requiresArg: true, describe: 'Only findings of this kind; repeatable' },
    waive: { type: 'boolean', default: false, describe: 'Add waivers instead; takes --reason, --owner and --expires' },
    reason: text('Why: goes into the waiver, or says why --force'),
    owner: text('Who answers for the waiver'),
    expires: text('The last valid day of the waiver, UTC, such as 2026-12-31'),
    force: {
      type: 'boolean',
      default: false,
      describe: 'Accept although a connection could not be read, or lost more than half of its routes; takes --reason',
    },
    yes: { type: 'boolean', default: false, describe: 'Write without asking' },
    snapshot: {
      ...text('Take the findings of an audit of this saved snapshot: no network, no credentials'),
      conflicts: ['result', 'embedded', 'endpoint', 'ecs-role', 'accounts'],
    },
    result: {
      ...text('Take the findings of this result, which audit wrote with -o json'),
      conflicts: ['embedded', 'endpoint', 'ecs-role', 'accounts'],
    },
    ...sourceOptions,
    ...accountsOptions,
  },
  examples: [
    ['$0 accept', 'look, show what would change, and ask'],
    ['$0 accept --destination 192.168.99.0/24', 'one route'],
    ['$0 accept --waive --reason "moves in May" --owner netops --expires 2026-05-31', 'accepted for now'],
  ],
  repeatable: ['connection', 'destination', 'kind'],
  async run({ connection, destination, kind, waive, reason, owner, expires, ...options }, baselines, world) {
    const { runAccept } = await import('../acceptCommand.ts');
    const { force, yes, snapshot, result, ...collection } = options;
    const kinds = listOf(kind).filter((one): one is FindingKind => findingKinds.some((known) => known === one));
    if (force && reason === undefined)
      throw new UnusableInput(['--force takes --reason TEXT: why it is accepted all the same']);
    const selection = { connections: listOf(connection), destinations: listOf(destination), kinds };
    const terms = termsOf(waive, { reason, owner, expires }, force, world);
    const args = { baselines, ...selection, snapshot, result, terms, force: force ? (reason ?? '') : null, yes };
    return await runAccept({ ...args, ...collectionArguments(collection) }, world);
  },
});

type Terms = { readonly [Key in keyof WaiverTerms]: string | undefined };

/** All three or none: a waiver without an end would be a hole in the baseline. */
function termsOf(waive: boolean, terms: Terms, force: boolean, world: World): WaiverTerms | null {
  const { reason, owner, expires } = terms;
  if (!waive) {
    const stray = Object.entries({ reason: force ? undefined : reason, owner, expires }).filter(
      ([, value]) => value !== undefined,
    );
    if (stray.length === 0) return null;
    throw new UnusableInput([`--${stray[0]?.[0]} belongs to --waive, which is missing`]);
  }
  if (reason === undefined || owner === undefined || expires === undefined) {
    throw new UnusableInput(['--waive takes --reason TEXT, --owner WHO and --expires YYYY-MM-DD']);
  }
  const today = world.now().toISOString().slice(0, 'yyyy-mm-dd'.length);
  if (!/^\d{4}-\d\d-\d\d$/.test(expires) || expires < today) {
    throw new UnusableInput([`--expires ${expires}: not a day from ${today} on, such as 2026-12-31`]);
  }
  return { reason, owner, expires };
}
