import { defineCommand } from '../command.ts';
import { explainedTopics } from '../explainTopics.ts';
import { UnusableInput } from '../unusableInput.ts';

export const explain = defineCommand({
  usage: 'explain [topic]',
  describe: 'Say what a kind of finding or a code of lint means, and what to do',
  positional: {
    describe: 'Such as RD101 or missing-route',
    defaultDescription: 'list them',
    words: [...explainedTopics.keys()],
  },
  options: {},
  examples: [
    ['$0 explain missing-route', 'a kind of finding'],
    ['$0 explain RD101', 'a warning of validate'],
  ],
  async run(_, [topic, ...more], world) {
    if (more.length > 0) throw new UnusableInput(['explain takes one word, such as RD101']);
    const { runExplain } = await import('../explainCommand.ts');
    return await runExplain(topic, world);
  },
});
