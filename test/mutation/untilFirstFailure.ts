import { TestEnvironment } from 'jest-environment-node';

/** Of this process, so of all test files that are run against one mutant: the mutant that a test has failed on. */
let killed: string | undefined;

/**
 * The usual environment, but that all tests after the first failed one are skipped: a mutant is killed once, and the
 * properties, which take most of the time, stand at the end of the files.
 */
export default class UntilFirstFailure extends TestEnvironment {
  async handleTestEvent(event: { readonly name: string; readonly test?: { mode?: unknown } }): Promise<void> {
    const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
    if (event.name === 'test_fn_failure') killed = mutant;
    if (event.name === 'test_start' && event.test !== undefined && mutant !== undefined && mutant === killed) {
      event.test.mode = 'skip';
    }
  }
}
