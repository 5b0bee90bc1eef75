import type { Notification } from "@/api/types";

type Parameters = Record<string, unknown>;
const text = (parameters: Parameters, name: string) => {
  const value = parameters[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** What the sentence of a notification is made of; what it lacks is empty. */
export function partsOf({ kind, parameters }: Notification): {
  key: `${Notification["kind"]}`;
  values: Record<string, string | number>;
} {
  const names = [
    ...["timetable", "term", "reason", "state", "change", "cls", "date", "new_date"],
  ];
  return {
    key: kind,
    values: {
      ...Object.fromEntries(names.map((name) => [name, text(parameters, name)])),
      timetables: Number(parameters.timetables ?? 0),
    },
  };
}

/** The page that a notification is about, for those who plan and for those who have a week. */
export function pathOf(notice: Notification, staff: boolean): string {
  if (!staff) return "/my-week";
  const base = `/terms/${notice.term}`;
  switch (notice.kind) {
    case "job_ended":
      return `${base}/jobs/${text(notice.parameters, "job")}`;
    case "changed_by_date":
      return `${base}/dates`;
    default:
      return `${base}/timetables/${notice.timetable}`;
  }
}
