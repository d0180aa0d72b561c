/** A text that is written so that it can't be edited in place, though it can be read. */
export class Uneditable extends Error {
  override readonly name = 'Uneditable';
}
