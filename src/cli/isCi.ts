import type { World } from './world.ts';

/** Whether nobody looks at what is written: the variable that every CI service sets. */
export function isCi({ env }: Pick<World, 'env'>): boolean {
  return env.CI !== undefined && !/^(|0|false)$/i.test(env.CI);
}
