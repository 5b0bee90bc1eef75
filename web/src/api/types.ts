/** Names for the shapes of the API that many parts of the interface speak of. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type Me = Schemas["Me"];
export type Term = Schemas["Term"];
export type TermSummary = Schemas["TermSummary"];

export type Job = Schemas["Job"];
export type Profile = Schemas["Profile"];
export type JobRequest = Schemas["JobRequestRequest"];
export type JobProgress = Schemas["JobProgress"];
export type SolveStatus = Schemas["Solve"];
/** Data of a job's event: where it and its solves stand. */
export type JobStatus = Omit<JobProgress, "fraction" | "solves"> & { solves: SolveStatus[] };
export type SolveState = SolveStatus["state"];
export type Progress = Schemas["ProgressDocument"];

/** A code with parameters, as jobs and solves keep it. */
export type StoredError = Schemas["JobError"];

export type Timetable = Schemas["Timetable"];
export type TimetableDetail = Schemas["TimetableDetail"];
export type Approval = Schemas["Approval"];

export type Edit = Schemas["Edit"];
export type EditFeed = Schemas["EditFeed"];
export type Finding = Schemas["PlacementFinding"];
export type Present = Schemas["Present"];

/** Quick questions: a time that a class may have, what a change would mean, and why. */
export type Spot = Schemas["Spot"];
export type Suggestion = Schemas["Suggestion"];
export type ChangeAnswer = Schemas["Answer"];
export type Reason = Schemas["QuestionReason"];
