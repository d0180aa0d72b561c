import type { EmulatorState } from '../../src/emulator/emulatorState.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/startEmulator.ts';

/** An embedded API of the test's own, closed whatever happens. */
export async function withEmulator<T>(
  state: EmulatorState,
  use: (emulator: Emulator) => Promise<T>,
  options: EmulatorOptions = {},
): Promise<T> {
  const emulator = await startEmulator(state, options);
  try {
    return await use(emulator);
  } finally {
    await emulator.close();
  }
}
