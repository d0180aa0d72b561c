import { defineCommand } from '../command.ts';
import { shells } from '../shells.ts';
import { UnusableInput } from '../unusableInput.ts';

export const completion = defineCommand({
  usage: 'completion [shell]',
  describe: 'Print what makes a shell complete commands and options',
  positional: { describe: `One of ${shells.join(', ')}`, words: shells },
  options: {},
  examples: [
    ['source <($0 completion bash)', 'in ~/.bashrc; likewise zsh in ~/.zshrc'],
    ['$0 completion fish > ~/.config/fish/completions/route-drift.fish', 'once'],
  ],
  async run(_, [name, ...more], world) {
    const shell = shells.find((known) => known === name);
    if (shell === undefined || more.length > 0)
      throw new UnusableInput([`completion takes one shell: ${shells.join(', ')}`]);
    const { runCompletion } = await import('../completionCommand.ts');
    return await runCompletion(shell, world);
  },
});
