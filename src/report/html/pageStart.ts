import { tag } from './tag.ts';

export interface PageStart {
  readonly title: string;
  readonly policy: string;
  readonly style: string;
  /** Of the section that most readers want, and what the link to it says. */
  readonly skip: readonly [id: string, words: string];
}

/** Everything before the first thing that is seen. */
export function pageStart({ title, policy, style, skip: [id, words] }: PageStart): string {
  return [
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n',
    `${tag('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }).html}\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n',
    '<meta name="referrer" content="no-referrer"/>\n',
    `${tag('title', {}, title).html}\n<style>${style}</style>\n</head>\n<body>\n`,
    `${tag('a', { class: 'skip', href: `#${id}` }, words).html}\n`,
  ].join('');
}
