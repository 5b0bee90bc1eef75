import type { Notification } from "@/api/types";
import { clock } from "@/lib/week/meeting";

type Parameters = Record<string, unknown>;
const text = (parameters: Parameters, name: string) => {
  const value = parameters[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** What the sentence of a notification is made of; what it lacks is empty. */
export function partsOf(
  { kind, parameters }: Notification,
  dateText: (date: string) => string,
): {
  key: `${Notification["kind"]}`;
  values: Record<string, string | number>;
} {
  const names = ["timetable", "term", "reason", "state", "change", "cls", "room"];
  const date = (name: string) => text(parameters, name) && dateText(text(parameters, name));
  const start = parameters.start_minute;
  return {
    key: kind,
    values: {
      ...Object.fromEntries(names.map((name) => [name, text(parameters, name)])),
      date: date("date"),
      new_date: date("new_date"),
      hour: typeof start === "number" ? "known" : "none",
      start: typeof start === "number" ? clock(start) : "",
      place: text(parameters, "room") ? "room" : "none",
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
