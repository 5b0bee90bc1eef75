/** Rows by what they have in common, in the order in which each group first comes. */
export function groupRows<R>(rows: readonly R[], by: (row: R) => string): R[][] {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const key = by(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
