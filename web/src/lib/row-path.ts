/** Where a row of a term's data is open in its list, found there by a search. */
export function rowPath(term: string, page: string, row: string, search: string): string {
  return `/terms/${term}/${page}?search=${encodeURIComponent(search)}&row=${row}`;
}
