/**
 * In the bundle this takes the place of the package string-width, which yargs measures its help with and which spends
 * a third of the start on Unicode tables. All that is measured is our own help, and that is ASCII: one column a unit.
 */
export default function asciiWidth(text: string): number {
  return text.length;
}
