import { join } from 'node:path';
import { isPlaced, terraformBaseline } from '../authoring/terraformBaseline.ts';
import { parseBaseline } from '../baseline/parseBaseline.ts';
import { safeLine } from '../document/quote.ts';
import { compareText } from '../routing/table.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { presentIn, schemaFrom } from './initDirectory.ts';
import { loadTerraform } from './loadTerraform.ts';
import { log } from './log.ts';
import { print } from './print.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';
import { writeNewFiles } from './writeNewFiles.ts';

export interface InitTerraformArguments {
  readonly directory: string;
  /** `terraform show -json` of a state or a plan. */
  readonly terraform: string;
  readonly region: string;
}

/** Writes what Terraform has, or plans, as baselines. A route whose place is known only after apply keeps all back. */
export async function runInitTerraform(args: InitTerraformArguments, world: World): Promise<ExitCode> {
  const { directory, terraform, region } = args;
  const present = await presentIn(directory, world);
  const { routes } = await loadTerraform(terraform, world);
  const homeless = routes.filter((route) => !isPlaced(route));
  for (const { address, destination } of homeless) {
    log(world, `${address}: its ${destination === null ? 'route_dest' : 'vpn_connection_id'} is known after apply`);
  }
  if (homeless.length > 0) {
    log(world, 'Nothing was written: apply first, then give the state.');
    return exitCodeOf('incomplete', world.interruption);
  }
  const placed = routes.filter(isPlaced);
  const ids = [...new Set(placed.map(({ connectionId }) => connectionId))].sort(compareText);
  const fresh = ids.filter((id) => !present.some(({ connectionId }) => connectionId === id));
  const newFiles = fresh.map((id) => {
    const own = placed.filter(({ connectionId }) => connectionId === id);
    const text = terraformBaseline(id, region, own, schemaFrom(directory, world.cwd));
    const parsed = parseBaseline(terraform, new TextEncoder().encode(text));
    if (parsed.state === 'read') return { path: join(directory, `${id}.yaml`), text, count: own.length };
    throw new UnusableInput(parsed.problems.map(({ message }) => `${terraform}: ${id}: ${message}`));
  });
  if (newFiles.length > 0) await writeNewFiles(directory, newFiles, world);
  const kept = present.filter(({ connectionId }) => ids.includes(connectionId));
  const lines = [
    ...kept.map(({ file, connectionId }) => `${file} kept: ${connectionId} has this baseline already`),
    ...newFiles.map(({ path, count }) => `${path} written: ${count} custom routes`),
    ...(newFiles.length === 0 ? ['There was nothing to write.'] : []),
  ];
  await print(world, lines.map((line) => `${safeLine(line)}\n`).join(''));
  return exitCodeOf('in-sync', world.interruption);
}
