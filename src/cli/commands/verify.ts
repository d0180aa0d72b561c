import { defineCommand } from '../command.ts';
import { UnusableInput } from '../unusableInput.ts';

export const verify = defineCommand({
  usage: 'verify [bundle]',
  describe:
    'Read the replies in an evidence bundle again, compare again, and exit with 4 where something does not hold',
  positional: { describe: 'A directory that audit wrote with --evidence' },
  options: {
    'public-key': {
      type: 'string',
      requiresArg: true,
      describe: 'Check the signature too, by this Ed25519 key (PEM)',
    },
  },
  examples: [['$0 verify evidence/20261123T020000Z-1a2b3c4d', 'offline: no network, no credentials']],
  async run(options, [directory, ...more], world) {
    if (directory === undefined || more.length > 0)
      throw new UnusableInput(['verify takes one bundle, such as evidence/20261123T020000Z-1a2b3c4d']);
    const { runVerify } = await import('../verifyCommand.ts');
    return await runVerify({ directory, publicKey: options['public-key'] }, world);
  },
});
