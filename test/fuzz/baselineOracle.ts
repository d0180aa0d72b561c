import { createHash } from 'node:crypto';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Baseline, RouteMatch, RoutePolicy } from '../../src/baseline/baseline.ts';
import type { RouteType } from '../../src/routing/route.ts';
import { type Block, blockOf, canonicalText, contains } from './slowPrefix.ts';

/** What is wrong with a baseline that was read, by itself and beside its text; nothing where it is sound. */
export function objectionsTo(baseline: Baseline, bytes: Uint8Array): string[] {
  const said = documentOf(bytes);
  const objections = (['custom', 'bgp'] as const).flatMap((type) => policyObjections(type, baseline.policies[type]));
  for (const { id, range, kinds, reason, owner, expires } of baseline.waivers) {
    const { length, bits } = block(range.destination);
    const isRange = range.ge !== length || range.le !== length;
    if (isRange && length < (bits === 32 ? 8 : 7)) objections.push(`waiver ${id} covers too much`);
    if (!isDay(expires)) objections.push(`waiver ${id} ends on no day`);
    if (kinds.length === 0 || [id, reason, owner].includes('')) objections.push(`waiver ${id} lacks something`);
  }
  const off = baseline.lint.map(({ code, destination }) => `${code} ${destination}`);
  if (new Set(off).size < off.length) objections.push('lint is turned off twice');
  for (const { destination, reason } of baseline.lint) {
    if (destination !== null && canonicalText(block(destination)) !== destination)
      objections.push(`lint ${destination}`);
    if (reason === '') objections.push('lint is turned off without a reason');
  }
  const ids = baseline.waivers.map(({ id }) => id);
  if (new Set(ids).size < ids.length) objections.push('a waiver id stands twice');
  objections.push(...baseline.waivers.flatMap(({ range }) => rangeObjections(range)));
  if (baseline.sha256 !== createHash('sha256').update(bytes).digest('hex')) objections.push('another sha256');
  const text = stringsOf(baseline)
    .join(' ')
    .replace(/\r\n|[\t\n]/g, ' ');
  if (/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}]/u.test(text)) objections.push('invisible characters');
  const [kept, written] = [JSON.stringify(withoutPlaces(baseline)), JSON.stringify(expectedOf(said))];
  if (kept !== written) objections.push(`kept ${kept} of ${written}`);
  return objections;
}

const legal: Readonly<Record<RouteType, Readonly<Record<'weight' | 'source', ReadonlySet<unknown>>>>> = {
  custom: { weight: new Set([0, 100, 'any']), source: new Set([null]) },
  bgp: { weight: new Set(['any']), source: new Set(['CLOUD', 'VPN_BGP']) },
};

function policyObjections(type: RouteType, { routes, allow, forbid, count }: RoutePolicy): string[] {
  const objections = [...allow, ...forbid].flatMap(({ range }) => rangeObjections(range));
  const keys = routes.map(
    ({ destination, source, nextHop, weight }) => `${destination} ${source} ${nextHop} ${weight}`,
  );
  if (new Set(keys).size < keys.length) objections.push('a route stands twice');
  for (const { destination, source, weight } of routes) {
    if (canonicalText(block(destination)) !== destination) objections.push(`${destination} is not canonical`);
    if (!legal[type].weight.has(weight)) objections.push(`weight ${weight}`);
    if (!legal[type].source.has(source)) objections.push(`source ${source}`);
    const exact = { source, range: { destination, ge: block(destination).length, le: block(destination).length } };
    if (forbid.some((entry) => includes(entry, exact))) objections.push(`${destination} is expected and forbidden`);
  }
  for (const entry of allow) {
    if (forbid.some((other) => includes(other, entry)))
      objections.push(`${entry.range.destination} is allowed in vain`);
  }
  const [min, max] = [count?.min ?? 0, count?.max ?? Number.MAX_SAFE_INTEGER];
  if (min < 0 || min > max || max < routes.length) objections.push(`count ${min} to ${max}`);
  return objections;
}

function rangeObjections({ destination, ge, le }: RouteMatch['range']): string[] {
  const { length, bits } = block(destination);
  const sound = canonicalText(block(destination)) === destination && length <= ge && ge <= le && le <= bits;
  return sound ? [] : [`range ${destination} ${ge} ${le}`];
}

function includes(outer: Pick<RouteMatch, 'range' | 'source'>, inner: Pick<RouteMatch, 'range' | 'source'>): boolean {
  if (outer.source !== null && outer.source !== inner.source) return false;
  if (outer.range.ge > inner.range.ge || outer.range.le < inner.range.le) return false;
  return contains(block(outer.range.destination), block(inner.range.destination));
}

function block(destination: string): Block {
  const found = blockOf(destination);
  if (found === null) throw new Error(`no prefix: ${destination}`);
  return found;
}

function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return /^\d{4}-\d\d-\d\d$/.test(text) && day >= 1 && day <= days;
}

/** By a parser that has nothing of ours: JSON's where it is JSON, else js-yaml's plain `load`, which throws for a key given twice. */
function documentOf(bytes: Uint8Array): Document {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return load(text, { schema: CORE_SCHEMA }) as Document;
  }
}

type Entry = Readonly<Record<string, unknown>>;
interface Document extends Entry {
  readonly connection: string;
}

/** What the file says, with the defaults that the README states. */
function expectedOf(said: Document): unknown {
  const section = (type: RouteType) => {
    const { unexpected = 'fail', routes, allow, forbid, count } = (said[type] ?? {}) as Entry;
    return {
      unexpected,
      routes: list(routes).map(routeOf(type)),
      allow: list(allow).map(matchOf),
      forbid: list(forbid).map(matchOf),
      count: limitsOf(count),
    };
  };
  const routeOf = (type: RouteType) => (route: Entry) => ({
    destination: route.destination,
    source: route.source ?? null,
    nextHop: route.nextHop ?? (type === 'custom' ? said.connection : 'any'),
    weight: route.weight ?? 'any',
    state: route.state ?? (type === 'custom' ? 'published' : 'Active'),
    asPath: route.asPath ?? 'any',
    community: route.community ?? 'any',
    description: route.description ?? null,
  });
  const {
    connection,
    region,
    name = null,
    description = null,
    owner = null,
    account = null,
    transitRouter = null,
  } = said;
  return {
    ...{ connectionId: connection, region, name, description, owner, account, transitRouter },
    policies: { custom: section('custom'), bgp: section('bgp') },
    waivers: list(said.waivers).map((waiver) => ({
      id: waiver.id,
      range: rangeOf(waiver),
      type: waiver.type ?? null,
      kinds: waiver.kinds ?? ['missing-route', 'unexpected-route', 'changed-route'],
      reason: waiver.reason,
      owner: waiver.owner,
      expires: waiver.expires,
    })),
    lint: list(said.lint).map(({ code, destination = null, reason }) => ({ code, destination, reason })),
  };
}

function matchOf(entry: Entry) {
  return { range: rangeOf(entry), source: entry.source ?? null };
}

function rangeOf({ destination, ge, le }: Entry) {
  const { length, bits } = block(String(destination));
  return { destination, ge: ge ?? length, le: le ?? (ge === undefined ? length : bits) };
}

function limitsOf(count: unknown) {
  if (count === undefined) return null;
  const { min = null, max = null } = count as Entry;
  return { min, max };
}

function list(value: unknown): readonly Entry[] {
  return (value ?? []) as readonly Entry[];
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

function withoutPlaces({ file: _, sha256: __, accountAt: ___, ...baseline }: Baseline): unknown {
  return JSON.parse(JSON.stringify(baseline, (key, value) => (key === 'at' ? undefined : value)));
}
