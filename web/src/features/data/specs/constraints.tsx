import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { AddConstraint } from "../constraint/add-constraint";
import { ConstraintDetail } from "../detail/constraint-detail";
import { CONSTRAINT_KINDS } from "../constraint-kinds";
import {
  ConstraintEntry,
  ConstraintGroup,
  ConstraintSentence,
  ConstraintTitle,
  Strength,
} from "../constraint-sentence";
import type { Spec } from "../spec";

type Row = components["schemas"]["Constraint"];

export const constraints: Spec<Row> = {
  entity: "constraints",
  name: (row) => row.kind,
  nameWords: "kind",
  title: (row) => <ConstraintTitle kind={row.kind} />,
  defaultOrdering: "kind",
  group: {
    ordering: "kind",
    by: ({ kind, parameters, required }) =>
      JSON.stringify([kind, Object.entries(parameters ?? {}).sort(), required]),
    render: (row, count) => <ConstraintGroup row={row} count={count} />,
  },
  columns: [
    {
      key: "whom",
      value: (row) => row.kind,
      ordering: "kind",
      render: (row) => <ConstraintEntry kind={row.kind} members={row.classes} />,
    },
    {
      key: "sentence",
      value: (row) => row.kind,
      panelOnly: true,
      render: (row) => <ConstraintSentence kind={row.kind} parameters={row.parameters ?? {}} />,
    },
    {
      key: "required",
      value: (row) => row.required ?? false,
      ordering: "required",
      words: "strength",
      edit: { kind: "yesNo", field: "required" },
      render: (row) => <Strength required={row.required ?? false} />,
    },
    {
      key: "penalty",
      value: (row) => (row.required ? null : (row.penalty ?? 0)),
      ordering: "penalty",
      numeric: true,
      edit: { kind: "number", field: "penalty" },
    },
    {
      key: "members",
      value: (row) => row.classes.length,
      numeric: true,
    },
  ],
  filters: [
    { kind: "choice", name: "kind", options: CONSTRAINT_KINDS, words: "kind" },
    { kind: "choice", name: "required", options: ["true", "false"], words: "strength" },
  ],
  list: (query) => unwrap(api.GET("/api/v1/constraints/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/constraints/{id}/", { params: { path: { id } }, body })),
  Add: AddConstraint,
  Detail: ConstraintDetail,
  remove: (id) => unwrap(api.DELETE("/api/v1/constraints/{id}/", { params: { path: { id } } })),
};
