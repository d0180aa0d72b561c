import type { AuditResult } from '../../audit/result.ts';
import { field } from '../neutralise.ts';
import * as words from '../words.ts';
import { htmlTables } from './htmlTables.ts';
import { pageScript } from './pageScript.ts';
import { openingTag, tag } from './tag.ts';

/** By which texts it was judged, who made the page, and what a browser may do for its reader. */
export function htmlFoot({ baselines, tool }: AuditResult): string {
  const title = `Baselines: ${words.plural(baselines.length, 'file')}, with the SHA-256 of each`;
  const rows = baselines.map(({ file, sha256 }) => ({
    id: null,
    cells: [[tag('code', {}, field(file))], [tag('code', { class: 'digest' }, field(sha256))]],
  }));
  return [
    '<section id="baselines" aria-labelledby="baselines-title">\n',
    `${tag('h2', { id: 'baselines-title' }, 'Judged by').html}\n`,
    `${openingTag('details', { class: 'group always' })}${tag('summary', {}, title).html}\n`,
    ...htmlTables('baselines', 'Baselines', ['File', 'SHA-256'], rows),
    '</details>\n</section>\n</main>\n',
    `${tag('footer', {}, `Made by ${field(tool.name)} ${field(tool.version)}. This page asks nothing of any other; the JSON report of the same run has everything for machines.`).html}\n`,
    `<script>${pageScript}</script>\n</body>\n</html>\n`,
  ].join('');
}
