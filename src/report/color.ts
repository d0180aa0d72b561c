const codes = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;
export type Color = keyof typeof codes;
export type Paint = (color: Color, text: string) => string;

/** Colours text that is laid out already: the codes have no width. Without colour the words say the same. */
export function painter(color: boolean): Paint {
  return color ? (name, text) => `\u001b[${codes[name]}m${text}\u001b[0m` : (_, text) => text;
}
