import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

/** Every kind of constraint there is, with its parameters: it changes with the program only. */
export const kindsQuery = queryOptions({
  queryKey: ["constraint-kinds"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/constraint-kinds/", { signal })),
  staleTime: Infinity,
});

/** Adds a constraint to the term, or changes the row as it was read. */
export function writeConstraint({
  term,
  row,
  asked,
}: {
  term: string;
  row?: Schemas["Constraint"];
  asked: Omit<Schemas["ConstraintRequest"], "term">;
}): Promise<Schemas["Constraint"]> {
  if (!row) return unwrap(api.POST("/api/v1/constraints/", { body: { ...asked, term } }));
  return unwrap(
    api.PATCH("/api/v1/constraints/{id}/", {
      params: { path: { id: row.id } },
      body: { ...asked, version: row.version },
    }),
  );
}
