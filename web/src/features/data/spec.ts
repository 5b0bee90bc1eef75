import type { ComponentType, ReactNode } from "react";
import type { ThingKind } from "@/api/things";

/** The lists of a term's data, in the order of their tabs. */
export const ENTITIES = [
  "courses",
  "classes",
  "rooms",
  "instructors",
  "students",
  "cohorts",
  "programmes",
  "departments",
  "buildings",
] as const;
export type Entity = (typeof ENTITIES)[number] | "constraints";

/** Those that a self-contained term has of its own. */
export const OWN_ENTITIES: readonly Entity[] = ["courses", "classes", "rooms", "students"];

export interface Row {
  id: string;
  version?: number;
}

export type Changes = Record<string, unknown>;

/** How a value is edited in place; `field` is its name in the API. */
export type Edit<R extends Row> =
  | { kind: "text"; field: string }
  | { kind: "number"; field: string; optional?: boolean }
  | { kind: "yesNo"; field: string }
  | { kind: "choice"; field: string; options: readonly string[]; optional?: boolean }
  | {
      kind: "thing";
      field: string;
      of: ThingKind;
      idOf: (row: R) => string | null;
      optional?: boolean;
    };

export interface Column<R extends Row> {
  /** Names the column in the catalogue, under data.columns. */
  key: string;
  value: (row: R) => string | number | boolean | null;
  /** How it is shown, where the plain value is not enough. */
  render?: (row: R) => ReactNode;
  /** The API's name to order by. */
  ordering?: string;
  edit?: Edit<R>;
  /** How a new row is given it, where it stays as it is from then on. */
  add?: Edit<R>;
  /** Values are words of the catalogue, under data.values.<words>. */
  words?: string;
  numeric?: boolean;
  /** Shown in the panel only, or not there, as what it shows under the columns says more. */
  panelOnly?: boolean;
  listOnly?: boolean;
}

export type Filter =
  | { kind: "choice"; name: string; options: readonly string[]; words: string }
  | { kind: "thing"; name: string; of: ThingKind };

export interface ListQuery {
  term: string;
  page: number;
  page_size: number;
  search?: string;
  ordering?: string;
  [filter: string]: string | number | undefined;
}

export interface ListPage<R> {
  count: number;
  results: R[];
}

export interface Group<R> {
  /** The order in which rows of a group come together; no groups in any other. */
  ordering: string;
  by: (row: R) => string;
  /** `count` rows are alike; 1 also where others may be on another page. */
  render: (row: R, count: number) => ReactNode;
}

/** One list of the data pages: what it shows, and how it is read and written. */
export interface Spec<R extends Row> {
  entity: Entity;
  /** The column whose value names the row. */
  columns: readonly [Column<R>, ...Column<R>[]];
  name: (row: R) => string;
  /** The name is a word of the catalogue, under data.values.<words>. */
  nameWords?: string;
  filters: readonly Filter[];
  defaultOrdering: string;
  /** Puts rows that have something in common under one heading. */
  group?: Group<R>;
  list: (query: ListQuery) => Promise<ListPage<R>>;
  /** Writes changes to the version named; refused with `stale_version` where it has moved on. */
  update?: (id: string, changes: Changes & { version: number }) => Promise<R>;
  /** Adds a row to the term, from the values of the columns that are given to one. */
  create?: (values: Changes, term: string) => Promise<R>;
  /** The button that adds a row, where that takes more than values of columns. */
  Add?: ComponentType<{ term: string; onAdded?: (id: string, search: string) => void }>;
  remove?: (id: string) => Promise<unknown>;
  /** Rows live in a term of their own where the term is self-contained. */
  ofTerm?: boolean;
  /** The department that a row belongs to; decides who may edit it. */
  departmentOf?: (row: R) => string | null;
  /** Heads the panel, where the name is not enough. */
  title?: (row: R) => ReactNode;
  /** What the panel shows under the columns. */
  Detail?: ComponentType<{ row: R; term: string }>;
}
