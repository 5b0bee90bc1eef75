/** The page of a term that lists rows of one kind. */
export function listPath(term: string, list: string): string {
  return `/terms/${term}/${list === "constraints" ? list : `data/${list}`}`;
}

/** Where a row is open in its list, found there by a search. */
export function rowPath(term: string, list: string, row: string, search: string): string {
  return `${listPath(term, list)}?search=${encodeURIComponent(search)}&row=${row}`;
}
