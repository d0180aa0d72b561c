/** What is to become another of a document, as data; `editYaml` does it to the text, `editValue` to the value. */
export interface DocumentEdit {
  readonly lists: readonly ListEdit[];
  readonly keys: readonly KeyEdit[];
}

/** Of one list: no path stands twice in a DocumentEdit. */
export interface ListEdit {
  /** Keys from the root, such as `custom`, `routes`; mappings and lists that are not there are made. */
  readonly path: readonly [string] | readonly [string, string];
  /** Indexes in the list as it was; a list that loses all of its items stays as an empty one. */
  readonly removed: ReadonlySet<number>;
  /** Those that follow the same item come in this order. */
  readonly inserted: readonly Insertion[];
}

export interface Insertion {
  /** Index in the list as it was, of an item that may be removed; -1: the item comes first. */
  readonly after: number;
  readonly entries: readonly KeyValue[];
}

/** Sets a key of a mapping that is there, whether or not it has the key. */
export interface KeyEdit {
  readonly path: readonly (string | number)[];
  readonly key: string;
  readonly value: YamlValue;
}

/** A key and its value. */
export type KeyValue = readonly [key: string, value: YamlValue];
export type YamlValue = string | number | readonly (string | number)[];
