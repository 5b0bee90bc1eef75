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
 * A palette entry (1 to 12) by the id of each thing. It follows from the name: wherever
 * possible a course keeps its colour from one view and one term to the next, and has another
 * where that one is taken. The first twelve things of a view never share an entry; after
 * them entries repeat.
 */
export function assignColours(
  things: Iterable<{ id: string; name: string }>,
): Map<string, number> {
  const names = new Map([...things].map(({ id, name }) => [id, name] as const));
  const order = [...names].sort(([a, one], [b, other]) => compare(one, other) || compare(a, b));
  const colours = new Map<string, number>();
  let free = new Set<number>();
  for (const [id, name] of order) {
    if (free.size === 0) free = new Set(Array.from({ length: PALETTE_SIZE }, (_, i) => i));
    let entry = hash(name) % PALETTE_SIZE;
    while (!free.has(entry)) entry = (entry + 1) % PALETTE_SIZE;
    free.delete(entry);
    colours.set(id, entry + 1);
  }
  return colours;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
