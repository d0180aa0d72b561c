/** The first thing of a bundle that does not hold. */
export class NotReproduced extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NotReproduced';
  }
}
