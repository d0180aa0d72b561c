import type { CiRun } from '../evidence/manifest.ts';
import type { World } from './world.ts';

/** The GitHub Actions run that this is part of; null: none. */
export function ciRunOf({ env }: World): CiRun | null {
  if (env.GITHUB_ACTIONS !== 'true') return null;
  const { GITHUB_ACTOR, GITHUB_WORKFLOW, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } =
    env;
  const runUrl = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}/attempts/${GITHUB_RUN_ATTEMPT}`;
  return { actor: GITHUB_ACTOR ?? '', workflow: GITHUB_WORKFLOW ?? '', runUrl };
}
