/** Colours of the qualitative palette, `--color-cat-1` to `--color-cat-12`. */
export const PALETTE_SIZE = 12;

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return value;
}

/**
 * A palette entry (1 to 12) for each key: its own wherever possible, so that a course keeps
 * its colour from one view to the next, and another where that one is taken. The first twelve
 * keys of a view never share an entry; after them entries repeat.
 */
export function assignColours(keys: Iterable<string>): Map<string, number> {
  const colours = new Map<string, number>();
  let free = new Set<number>();
  for (const key of [...new Set(keys)].sort()) {
    if (free.size === 0) free = new Set(Array.from({ length: PALETTE_SIZE }, (_, i) => i));
    let entry = hash(key) % PALETTE_SIZE;
    while (!free.has(entry)) entry = (entry + 1) % PALETTE_SIZE;
    free.delete(entry);
    colours.set(key, entry + 1);
  }
  return colours;
}
