import { readFile } from 'node:fs/promises';
import { didYouMean } from '../document/didYouMean.ts';
import { quote } from '../document/quote.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { type ExplainedTopic, explainedTopics } from './explainTopics.ts';
import { docsPage } from './packageFacts.ts';
import { print } from './print.ts';
import { UnusableInput } from './unusableInput.ts';
import type { World } from './world.ts';

/** Prints the section of the documentation about a code or a kind; without one, what there is. */
export async function runExplain(word: string | undefined, world: World): Promise<ExitCode> {
  if (word === undefined) await print(world, await listOfTopics());
  else await print(world, await sectionOf(topicOf(word)));
  return exitCodeOf('in-sync', world.interruption);
}

function topicOf(word: string): ExplainedTopic {
  const words = [...explainedTopics.keys()];
  const topic = words.find((known) => known.toLowerCase() === word.toLowerCase());
  const found = topic === undefined ? undefined : explainedTopics.get(topic);
  if (found !== undefined) return found;
  const meant = didYouMean(word, words);
  const hint = meant === null ? 'route-drift explain lists what there is' : `did you mean ${meant}?`;
  throw new UnusableInput([`nothing to explain is called ${quote(word)}; ${hint}`]);
}

/** The headings that a finding or a warning is known by, each with its first sentence. */
async function listOfTopics(): Promise<string> {
  const lines: string[] = [];
  for (const topic of new Set(explainedTopics.values())) {
    const [, paragraph = ''] = (await sectionOf(topic)).split('\n\n');
    // Behind the severity of a finding.
    const about = paragraph.replaceAll('\n', ' ').replace(/^(Error|Notice)\b[^.]*\. /, '');
    lines.push(`${topic.heading}\n  ${/^.*?[.:](?= |$)/.exec(about)?.[0] ?? about}\n`);
  }
  return lines.join('');
}

/** As it stands in the documentation, without the marks of Markdown. */
async function sectionOf({ page, heading }: ExplainedTopic): Promise<string> {
  const text = await readFile(docsPage(page), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/${page}.md has no heading ${heading}`);
  return `${section.replaceAll(/\*\*(.*?)\*\*/g, '$1:').trimEnd()}\n`;
}
