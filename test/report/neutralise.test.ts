import { expect, test } from '@jest/globals';
import { field, markdownCode, markdownProse, printable, xml } from '../../src/report/neutralise.ts';

test.each([
  ['a\u001b[31mb', 'a\\u001b[31mb'],
  ['a\nb', 'a\\u000ab'],
  ['a\ud800b', 'a\\ud800b'],
  ['\u202eabc', '\\u202eabc'],
  ['\u{e0041}', '\\udb40\\udc41'],
  ['##[error]x', '#\\u0023[error]x'],
  ['上海 ✓ fd00::/8', '上海 ✓ fd00::/8'],
])('printable shows %j as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
  expect(printable(shown)).toBe(shown);
});

test('a field keeps 300 characters and says how many there were', () => {
  expect(field('x'.repeat(300))).toBe('x'.repeat(300));
  expect(field('x'.repeat(301))).toBe(`${'x'.repeat(300)}… (301 characters)`);
});

test('no surrogate pair is cut in two', () => {
  expect(field('🚀'.repeat(301))).toBe(`${'🚀'.repeat(300)}… (602 characters)`);
});

test.each([
  ['a & b < c > d "e"', 'a &amp; b &lt; c &gt; d &quot;e&quot;'],
  [']]>', ']]&gt;'],
  ['\u0000\u001b\u0085\ud800\ufffe\uffff', '\ufffd'.repeat(6)],
])('xml writes %j as %j', (text, written) => {
  expect(xml(text)).toBe(written);
});

test.each([
  ['hq-hangzhou', '`hq-hangzhou`'],
  ['netops@example.com #12', '`netops@example.com #12`'],
  ['a|b', '<code>a&#124;b</code>'],
  ['a`b', '<code>a&#96;b</code>'],
  ['', '<code></code>'],
  ['<b>', '<code>&#60;b&#62;</code>'],
])('markdownCode writes %j as %j', (text, written) => {
  expect(markdownCode(text)).toBe(written);
});

test.each([
  ['VPN_BGP', 'VPN_BGP'],
  ['_a_ *b*', '&#95;a&#95; &#42;b&#42;'],
  ['ask @team about #12 or GH-3', 'ask @&#8203;team about #&#8203;12 or GH-&#8203;3'],
  ['[a](http://b) www.c', '&#91;a&#93;(http:&#8203;//b) www&#8203;.c'],
  ['a|b <script>', 'a&#124;b &#60;script&#62;'],
  ['1. a', '&#8203;1. a'],
])('markdownProse writes %j as %j', (text, written) => {
  expect(markdownProse(text)).toBe(written);
});
