import type { ErrorObject } from 'ajv/dist/2020.js';
import { didYouMean } from './didYouMean.ts';

/**
 * ajv reports a failed alternative twice over: each branch with its own errors, and then the `anyOf` around them. What
 * a person needs is the branch that was meant. Here: the errors deeper than the alternative, if there are any, because
 * then a branch fitted well enough to be looked into; else one error that lists the types or values of all branches.
 */
export function withoutNoise(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'if') continue;
    if (error.keyword === 'oneOf' || error.keyword === 'anyOf') replaceBranches(kept, error);
    else kept.push(error);
  }
  return withoutMisspelt(kept);
}

/** A key that is unknown because it is misspelt is not missing too. */
function withoutMisspelt(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unknown = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== 'additionalProperties') continue;
    const keys = unknown.get(instancePath);
    if (keys === undefined) unknown.set(instancePath, [String(params.additionalProperty)]);
    else if (keys.length < 20) keys.push(String(params.additionalProperty));
  }
  return errors.filter(({ keyword, instancePath, params, parentSchema }) => {
    if (keyword !== 'required') return true;
    const known = Object.keys(parentSchema?.properties ?? {});
    return !unknown.get(instancePath)?.some((key) => didYouMean(key, known) === params.missingProperty);
  });
}

/** The branches' errors stand right before the error of the alternative. */
function replaceBranches(kept: ErrorObject[], parent: ErrorObject): void {
  let first = kept.length;
  while (first > 0 && isInside(kept[first - 1], parent)) first -= 1;
  const branches = kept.splice(first);
  const deeper = branches.filter((branch) => branch.instancePath !== parent.instancePath || isAboutKeys(branch));
  if (deeper.length > 0) for (const branch of deeper) kept.push(branch);
  else if (branches.length > 0 && branches.every(({ keyword }) => keyword === 'type')) {
    const type = branches.flatMap(({ params }): unknown[] => [params.type].flat());
    kept.push({ ...parent, keyword: 'type', params: { type } });
  } else kept.push(branches.find(({ keyword }) => keyword !== 'type') ?? parent);
}

function isInside(error: ErrorObject | undefined, parent: ErrorObject): boolean {
  const path = error?.instancePath;
  return path === parent.instancePath || path?.startsWith(`${parent.instancePath}/`) === true;
}

function isAboutKeys({ keyword }: ErrorObject): boolean {
  return keyword === 'required' || keyword === 'additionalProperties' || keyword === 'unevaluatedProperties';
}
