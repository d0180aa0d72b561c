import { type TerraformRoutes, terraformRoutes } from '../authoring/terraformRoutes.ts';
import { mostJsonMebibytes, readJson } from '../document/json.ts';
import { readInput } from './findBaselines.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** What `terraform show -json` printed; UnusableInput where the file holds none of our routes, now or before. */
export async function loadTerraform(file: string, { files }: World): Promise<TerraformRoutes> {
  const input = await readInput(file, mostJsonMebibytes, files);
  if (typeof input === 'string') throw new UnusableInput([input]);
  const document = readJson(file, input.bytes);
  if (document.state === 'refused') throw UnusableInput.problems(document.problems);
  const read = terraformRoutes(document.value);
  if (typeof read === 'string') throw new UnusableInput([`${file}: ${read}`]);
  if (read.routes.length + read.connections.size > 0) return read;
  throw new UnusableInput([`${file}: it holds no resource alicloud_vpn_gateway_vco_route`]);
}
