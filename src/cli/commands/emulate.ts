import { defineCommand } from '../command.ts';
import { UnusableInput } from '../unusableInput.ts';

export const emulate = defineCommand({
  usage: 'emulate',
  describe: 'Serve the embedded VPC API on a loopback port until interrupted',
  positional: null,
  options: {
    state: { type: 'string', requiresArg: true, describe: 'What it holds, as YAML [default: the sample network]' },
    port: { type: 'string', requiresArg: true, default: '0', describe: 'The port to listen on; 0: any free one' },
    verbose: { type: 'boolean', default: false, describe: 'Say on standard error what is asked and answered' },
  },
  examples: [
    ['$0 emulate --state network.yaml --port 8080', 'then: route-drift audit --endpoint http://127.0.0.1:8080'],
  ],
  async run({ state, port, verbose }, _, world) {
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      throw new UnusableInput([`--port ${port}: not a port, 0 to 65535`]);
    const { runEmulate } = await import('../emulateCommand.ts');
    return await runEmulate({ state, port: Number(port), verbose }, world);
  },
});
