import type { Page } from '../../src/collect/page.ts';
import type { PageRequest, SourceFault } from '../../src/collect/routeSource.ts';
import { blockOf, canonicalText } from './slowPrefix.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is wrong with a page that was believed, beside the JSON that it came from; nothing where it is sound. */
export function pageObjections(page: Page, text: string, request: PageRequest): string[] {
  const reply: Json = JSON.parse(text);
  const rows = reply.VcoRouteEntries;
  if (!Array.isArray(rows)) return ['there is no list of rows'];
  const objections = rows.flatMap((row: Json, i) => rowObjections(page.routes[i], row, request));
  if (page.routes.length !== rows.length) objections.push(`${page.routes.length} routes of ${rows.length} rows`);
  if (rows.length > request.pageSize) objections.push('more rows than were asked for');
  if (new Set(rows.map((row) => JSON.stringify(row))).size < rows.length) objections.push('a row stands twice');
  if (says(reply.Code) || (reply.Success ?? true) === false) objections.push('it is an error');
  if (says(reply.NextToken) || says(reply.IsTruncated)) objections.push('there is a next page');
  if (says(reply.PageNumber) && Number(reply.PageNumber) !== request.pageNumber) objections.push('another page');
  if (page.totalCount !== (says(reply.TotalCount) ? Number(reply.TotalCount) : null)) objections.push('another total');
  return objections;
}

function rowObjections(route: Page['routes'][number] | undefined, row: Json, request: PageRequest): string[] {
  const asked = row.VpnConnectionId === request.connectionId && row.RouteEntryType === request.type;
  const block = blockOf(String(row.RouteDest));
  const objections = asked ? [] : ['a row that was not asked for'];
  if (block === null || canonicalText(block) !== route?.destination)
    objections.push(`destination ${route?.destination}`);
  const weight = says(row.Weight) ? Number(row.Weight) : null;
  if (weight !== route?.weight || (weight !== null && !Number.isInteger(weight)))
    objections.push(`weight ${route?.weight}`);
  const isStated = !['', null, undefined].some((nothing) => nothing === row.NextHop) && typeof row.NextHop !== 'object';
  const nextHop = isStated ? String(row.NextHop) : null;
  if (nextHop !== route?.nextHop) objections.push(`next hop ${route?.nextHop}`);
  return objections;
}

/** Absent, null, "" and false say nothing. */
function says(value: unknown): boolean {
  return ![undefined, null, '', false].some((nothing) => nothing === value);
}

/** What a fault says that is not our own words; a short plain word of the reply is none. */
export function faultObjections({ code, message, requestId }: SourceFault, text: string): string[] {
  const objections = [code, requestId ?? 'none'].filter((word) => !/^[\w.-]{1,80}$/.test(word));
  if (!/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]{1,200}$/u.test(message)) objections.push(message);
  for (let at = 0; at + longestQuoted <= message.length; at++) {
    const quoted = message.slice(at, at + longestQuoted);
    if (!/^"?[\w.-]+"?$/.test(quoted) && text.includes(quoted)) objections.push(quoted);
  }
  return objections;
}

const longestQuoted = 12;
