import type { QueryClient } from "@tanstack/react-query";
import type { Entity } from "../spec";
import { listKey } from "./use-list";

/** What an entity's rows are shown in; of rows that are `gone` not their own details. */
export function readAgain(client: QueryClient, entity: Entity, gone = false): void {
  void client.invalidateQueries({
    queryKey: listKey(entity),
    predicate: ({ queryKey }) => !gone || queryKey[2] !== "one",
  });
  void client.invalidateQueries({ queryKey: ["things"] });
}
