import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AuditedConnection } from '../../src/audit/result.ts';
import type { Baseline } from '../../src/baseline/baseline.ts';
import { remediationOf } from '../../src/report/remediation.ts';
import { bitsOf, covers } from '../../src/routing/prefix.ts';
import type { Route } from '../../src/routing/route.ts';
import { auditOf, baselineOf, readConnection, route, snapshotOf } from '../audit/network.ts';
import { canonical } from '../routing/canonical.ts';
import { runCommand } from './routeTable.ts';

/** Nested, so that one route often carries the traffic of another. */
const destinations = ['10.0.0.0/14', '10.0.0.0/15', '10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16'];
/** Of which each is whole inside or outside of every destination. */
const atoms = ['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'].map(canonical);
const nextHops = ['vco-test', 'vco-b', 'vco-c'];

interface Claimed {
  readonly destination: string;
  readonly nextHop: string;
  readonly weight: number | string;
}

const claims = fc.uniqueArray(
  fc.record<Claimed>({
    destination: fc.constantFrom(...destinations),
    nextHop: fc.constantFrom(...nextHops, 'any'),
    weight: fc.constantFrom(0, 100, 'any'),
  }),
  { maxLength: 8, selector: (claim) => JSON.stringify(claim) },
);

const rowsOf = (weights: readonly (number | null)[], states: readonly string[]) =>
  fc.uniqueArray(
    fc
      .record({
        destination: fc.constantFrom(...destinations),
        nextHop: fc.constantFrom(...nextHops),
        weight: fc.constantFrom(...weights),
        state: fc.constantFrom(...states),
      })
      .map(({ destination, ...said }) => route(destination, said)),
    { maxLength: 8, selector: ({ destination, nextHop, weight }) => `${destination} ${nextHop} ${weight}` },
  );

const announced = fc.uniqueArray(fc.constantFrom(...destinations), { maxLength: 2 });
const waived = fc.uniqueArray(fc.constantFrom(...destinations), { maxLength: 2 });

function yamlOf(routes: readonly Claimed[], bgp: readonly string[] = [], waivers: readonly string[] = []): string {
  const lines = [
    'custom:',
    `  routes: ${JSON.stringify(routes)}`,
    'bgp:',
    `  routes: ${JSON.stringify(bgp.map((destination) => ({ destination, source: 'VPN_BGP' })))}`,
    'waivers:',
    ...waivers.map(
      (destination) =>
        `  - { id: "W/${destination}", destination: ${destination}, reason: r, owner: o, expires: 2099-01-01 }`,
    ),
  ];
  return (waivers.length === 0 ? lines.slice(0, -1) : lines).join('\n');
}

function auditedOf(baseline: Baseline, routes: readonly Route[]): AuditedConnection {
  const [connection] = auditOf([baseline], snapshotOf(readConnection(routes))).connections;
  if (connection?.state !== 'audited') throw new Error('unchecked');
  return connection;
}

/** The table as it is at first, and after each command. */
function tablesOf(connection: AuditedConnection, routes: readonly Route[]): readonly (readonly Route[])[] {
  const tables = [routes];
  for (const step of remediationOf(connection)) {
    if (step.kind === 'command') tables.push(runCommand(tables.at(-1) ?? [], step.command.split(' ')));
  }
  return tables;
}

/** That it carries traffic: a route to the data centre that is in use. */
function carried(table: readonly Route[]): ReadonlySet<string> {
  const used = table.filter(({ state, source }) => state !== 'normal' && source !== 'CLOUD');
  return new Set(atoms.filter((atom) => used.some(({ destination }) => covers(bitsOf(destination), bitsOf(atom)))));
}

function expectedAtoms(routes: readonly { readonly destination: string }[]): ReadonlySet<string> {
  return new Set(
    atoms.filter((atom) => routes.some(({ destination }) => covers(bitsOf(canonical(destination)), bitsOf(atom)))),
  );
}

test('where there is a command for every step, they end in sync', () => {
  let runs = 0;
  fc.assert(
    fc.property(claims, rowsOf([0, 100], ['published']), (expected, routes) => {
      const baseline = baselineOf(yamlOf(expected));
      const connection = auditedOf(baseline, routes);
      if (remediationOf(connection).some(({ kind }) => kind === 'words')) return;
      runs += 1;
      const end = tablesOf(connection, routes).at(-1) ?? [];
      expect(auditedOf(baseline, end).findings).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(runs).toBeGreaterThan(500);
});

test('exact expectations of a table of named, published rows need no words', () => {
  fc.assert(
    fc.property(claims, rowsOf([0, 100], ['published']), (expected, routes) => {
      const exact = expected.filter(({ nextHop, weight }) => nextHop !== 'any' && weight !== 'any');
      const words = remediationOf(auditedOf(baselineOf(yamlOf(exact)), routes)).filter(({ kind }) => kind === 'words');
      expect(words).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('no command takes traffic from what is expected and carried, however much has no command', () => {
  fc.assert(
    fc.property(
      claims,
      announced,
      waived,
      rowsOf([0, 100, null, 50], ['published', 'normal']),
      announced,
      (expected, bgp, waivers, rows, heard) => {
        const routes = [...rows, ...heard.map((destination) => route(destination, { type: 'bgp' }))];
        const connection = auditedOf(baselineOf(yamlOf(expected, bgp, waivers)), routes);
        const tables = tablesOf(connection, routes);
        const wanted = expectedAtoms([...expected, ...bgp.map((destination) => ({ destination }))]);
        const now = [...carried(routes)].filter((atom) => wanted.has(atom));
        for (const table of tables) expect([...carried(table)]).toEqual(expect.arrayContaining(now));
      },
    ),
    { numRuns: 1000 },
  );
});

test('a destination that is to have an active row, and has one, has one after each command', () => {
  fc.assert(
    fc.property(claims, rowsOf([0, 100, null], ['published']), (expected, routes) => {
      const connection = auditedOf(baselineOf(yamlOf(expected)), routes);
      const active = (table: readonly Route[]) =>
        new Set(table.filter(({ weight }) => weight === 100).map(({ destination }) => destination));
      const wanted = new Set(expected.filter(({ weight }) => weight === 100).map(({ destination }) => destination));
      const now = [...active(routes)].filter((destination) => wanted.has(destination));
      for (const table of tablesOf(connection, routes)) expect([...active(table)]).toEqual(expect.arrayContaining(now));
    }),
    { numRuns: 1000 },
  );
});
