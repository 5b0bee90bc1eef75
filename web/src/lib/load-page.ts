/** Goes to a page by a full load, which forgets whatever the last person's pages had in memory. */
export function loadPage(path: string): void {
  window.location.assign(path);
}
