import { ApiError } from "@/api/errors";

/** A finding, or a fault of a refusal, as an error that has a sentence. */
export function findingError(fault: {
  code: string;
  cls_name?: string;
  other_name?: string;
  thing?: string;
  parameters?: Record<string, unknown>;
}) {
  const { code, cls_name, other_name, thing } = fault;
  const parameters = fault.parameters ?? { cls: cls_name, other: other_name, thing };
  return new ApiError(409, code, "", parameters);
}
