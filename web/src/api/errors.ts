/** One fault of a request, as the API sends it: a code with parameters, and where it lies. */
export interface ApiFault {
  code: string;
  field: string | null;
  detail: string;
  parameters: Record<string, unknown>;
}

/** Every failed request becomes one of these: an answer of the API, or its absence. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly parameters: Record<string, unknown> = {},
    readonly faults: ApiFault[] = [],
    /** What the login's own API says beside an answer. */
    readonly meta: Record<string, unknown> = {},
  ) {
    super(`${status} ${code}: ${detail}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function toFault(value: unknown): ApiFault[] {
  if (!isRecord(value)) return [];
  const field = value.field ?? value.attr ?? value.param;
  return [
    {
      code: text(value.code) || "invalid",
      field: typeof field === "string" && field !== "" ? field : null,
      detail: text(value.detail) || text(value.message),
      parameters: isRecord(value.parameters) ? value.parameters : {},
    },
  ];
}

const CODE_OF_STATUS: Record<number, string> = {
  400: "invalid",
  401: "not_authenticated",
  403: "permission_denied",
  404: "not_found",
  409: "conflict",
  413: "too_large",
  429: "throttled",
  502: "server_unreachable",
};

/**
 * What the login's own API waits for where it answers 401: a code of the second factor, or the
 * password once more from who is logged in; null for everything else.
 */
function awaitedStep(body: Record<string, unknown>): string | null {
  const data = isRecord(body.data) ? body.data : {};
  const flows = Array.isArray(data.flows) ? data.flows.filter(isRecord) : [];
  if (flows.some(({ id, is_pending }) => id === "mfa_authenticate" && is_pending))
    return "second_factor_needed";
  const meta = isRecord(body.meta) ? body.meta : {};
  return meta.is_authenticated === true ? "password_needed" : null;
}

/** Reads the body of a failed answer, whatever its shape, into one error. */
export function toApiError(status: number, body: unknown): ApiError {
  const record = isRecord(body) ? body : {};
  const faults = Array.isArray(record.errors) ? record.errors.flatMap(toFault) : [];
  const first = faults[0];
  const code =
    text(record.code) ||
    first?.code ||
    (status === 401 && awaitedStep(record)) ||
    CODE_OF_STATUS[status] ||
    (status >= 500 ? "server_error" : "invalid");
  return new ApiError(
    status,
    code,
    text(record.detail) || first?.detail || "",
    isRecord(record.parameters) ? record.parameters : (first?.parameters ?? {}),
    faults,
    isRecord(record.meta) ? record.meta : {},
  );
}

/** Keys by which a refused write can be sent again, in spite of what it clashes with. */
export function keysOf(error: unknown): string[] {
  if (!(error instanceof ApiError)) return [];
  const keys = error.faults.map(({ parameters }) => text(parameters.key));
  return keys.every(Boolean) ? keys : [];
}

/** The error of a request that got no answer at all. */
export function offlineError(): ApiError {
  return new ApiError(0, "offline", "No answer came.");
}
