import { plannedBaselines } from '../authoring/plannedBaselines.ts';
import type { Unresolved } from '../review/reviewResult.ts';
import { loadTerraform } from './loadTerraform.ts';
import { type ReviewSides, reviewSides } from './reviewSides.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** The head is the base with the routes that Terraform has or plans, and what can't be known of them before it applies. */
export async function terraformSides(
  asked: { readonly base: string; readonly terraform: string; readonly baselines: readonly string[] },
  world: World,
): Promise<ReviewSides & { readonly unresolved: readonly Unresolved[] }> {
  const { base, inputs } = await reviewSides({ ...asked, head: asked.base }, world);
  const { terraform } = asked;
  const planned = plannedBaselines(base.baselines, await loadTerraform(terraform, world), terraform);
  if (planned.state === 'refused') throw UnusableInput.problems(planned.problems);
  const { baselines, unresolved } = planned;
  const head = { name: terraform, commit: null, baselines };
  return { base, head, headContainsBase: null, inputs: [...inputs, terraform], unresolved };
}
