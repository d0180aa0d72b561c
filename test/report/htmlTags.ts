import { type Tag, tagsOf } from './xml.ts';

/** The elements of a page, which is well-formed XML but for what is in its style and its script. */
export function htmlTags(page: string): Tag[] {
  const bare = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1></$1>');
  return tagsOf(bare.replace(/^<!DOCTYPE html>\n/, ''));
}
