import type { Random } from '../simulation/random.ts';
import { anyOf, few } from './fuzz.ts';

/** What may come in the place of a value: by the name it has, or anywhere; and names that nobody expects. */
export interface Dictionary {
  readonly byName: Readonly<Record<string, readonly unknown[]>>;
  readonly anywhere: readonly unknown[];
  readonly names: readonly string[];
}

/** One to eight members of a JSON value replaced, removed, repeated, renamed, added or exchanged. */
export function mutateTree(value: unknown, dictionary: Dictionary, random: Random): unknown {
  const root = { value: copyOf(value) };
  for (let left = few(random); left > 0; left--) {
    const slot = slotIn(root, '', random);
    if (slot !== undefined) random.pick(changes)(slot, dictionary, random, root);
  }
  return root.value ?? null;
}

/** A member of a mapping or a list, and the name that it or its list has. */
interface Slot {
  readonly of: Record<string, unknown> | unknown[];
  readonly key: string;
  readonly name: string;
}

/** Any, the outer ones more often: a list has many rows and few fields of its own. undefined: there is none. */
function slotIn(of: Slot['of'], name: string, random: Random): Slot | undefined {
  const entries = Object.entries(of);
  const containers = entries.filter(([, member]) => isContainer(member));
  const choice = containers.length > 0 && random.chance(0.6) ? containers : entries;
  const [key, member] = anyOf(choice, random) ?? [];
  if (key === undefined) return undefined;
  const slot = { of, key, name: Array.isArray(of) ? name : key };
  return (isContainer(member) && random.chance(0.8) ? slotIn(member, slot.name, random) : undefined) ?? slot;
}

function isContainer(value: unknown): value is Slot['of'] {
  return typeof value === 'object' && value !== null;
}

type Change = (slot: Slot, dictionary: Dictionary, random: Random, root: Slot['of']) => void;

const replace: Change = ({ of, key, name }, { byName, anywhere }, random) => {
  const fitting = Object.hasOwn(byName, name) && random.chance(0.8) ? byName[name] : undefined;
  set(of, key, anyOf(fitting ?? anywhere, random));
};

const changes: readonly [Change, ...Change[]] = [
  replace,
  replace,
  replace,
  function remove({ of, key }) {
    if (Array.isArray(of)) of.splice(Number(key), 1);
    else delete of[key];
  },
  function repeat({ of, key }, dictionary, random) {
    const value = valueIn(of, key);
    if (Array.isArray(of)) of.splice(Number(key), 0, copyOf(value));
    else set(of, anyOf(dictionary.names, random) ?? key, value);
  },
  function rename({ of, key }, { names, byName }, random) {
    if (Array.isArray(of)) return;
    const value = of[key];
    delete of[key];
    set(of, anyOf(random.chance(0.5) ? names : Object.keys(byName), random) ?? key, value);
  },
  function add({ of }, { names, byName, anywhere }, random) {
    if (Array.isArray(of)) of.push(copyOf(anyOf(anywhere, random)));
    else {
      const name = anyOf(random.chance(0.3) ? names : Object.keys(byName), random) ?? '';
      set(of, name, anyOf(Object.hasOwn(byName, name) ? (byName[name] ?? []) : anywhere, random));
    }
  },
  function exchange(slot, _, random, root) {
    const other = slotIn(root, '', random) ?? slot;
    const [one, two] = [slot, other].map(({ of, key }) => copyOf(valueIn(of, key)));
    set(slot.of, slot.key, two);
    set(other.of, other.key, one);
  },
];

function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

function valueIn(of: Slot['of'], key: string): unknown {
  return Array.isArray(of) ? of[Number(key)] : of[key];
}

/** A copy, so that no later change reaches the dictionary; as a member of its own, `__proto__` too. */
function set(of: Slot['of'], key: string, original: unknown): void {
  const value: unknown = copyOf(original);
  Object.defineProperty(of, key, { value, writable: true, enumerable: true, configurable: true });
}
