/** The network that `--embedded` shows; the source file itself, seen from dist/src/emulator. */
export const sampleNetworkFile = new URL('../../../src/emulator/sample-network.yaml', import.meta.url);
