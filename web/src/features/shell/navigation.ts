import {
  CalendarRange,
  Database,
  LayoutDashboard,
  Sparkles,
  Waypoints,
  type LucideIcon,
} from "lucide-react";

export interface Place {
  /** Key of its name in the catalogue, under shell.places. */
  key: "overview" | "data" | "constraints" | "generate" | "timetables";
  icon: LucideIcon;
  /** Path below /terms/{term}; pages below it belong to the place too. */
  path: string;
  /** Further paths that belong to it. */
  also?: string[];
}

/** The places of a term in the order of the work. A place is listed once its pages exist. */
export const PLACES: readonly Place[] = [
  { key: "overview", icon: LayoutDashboard, path: "" },
  { key: "data", icon: Database, path: "/data" },
  { key: "constraints", icon: Waypoints, path: "/constraints" },
  { key: "generate", icon: Sparkles, path: "/generate", also: ["/jobs"] },
  { key: "timetables", icon: CalendarRange, path: "/timetables", also: ["/dates"] },
];

/** The place that a path of the browser belongs to. */
export function placeOf(pathname: string, term: string): Place | undefined {
  const base = `/terms/${term}`;
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return undefined;
  const rest = pathname.slice(base.length);
  return PLACES.find((place) =>
    place.path === ""
      ? rest === ""
      : [place.path, ...(place.also ?? [])].some(
          (path) => rest === path || rest.startsWith(`${path}/`),
        ),
  );
}
