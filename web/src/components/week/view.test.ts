import { describe, expect, it } from "vitest";
import type { Meeting } from "@/lib/week/meeting";
import { colourKey, facets } from "./view";

const named = (name: string) => ({ id: name, name });

const meeting: Meeting = {
  class_id: "c",
  course: { id: "k", code: "PHY-101", name: "Foundations of Physics" },
  part: "lecture",
  name: "PHY-101-Lec1",
  weeks: "1",
  days: "1",
  start_minute: 540,
  length_minutes: 50,
  room: named("B02-105"),
  instructors: [named("Lecturer PHY-01")],
  cohorts: [named("BSc Physics, year 1"), named("BSc Biology, year 1"), named("BA, year 2")],
  students: 60,
  department: named("Physics"),
  time_pinned: false,
  room_pinned: false,
};

describe("facets", () => {
  it("leaves out what the view is about", () => {
    expect(facets(meeting, "cohort", "B02-105")).toEqual(["B02-105", "Lecturer PHY-01"]);
    expect(facets(meeting, "room", "B02-105")[0]).toBe("Lecturer PHY-01");
  });

  it("counts names beyond two", () => {
    expect(facets(meeting, "instructor", "B02-105")[1]).toBe("BSc Physics, year 1 +2");
  });

  it("falls back on the class's name where nothing else is known", () => {
    const bare = { ...meeting, instructors: [], cohorts: [] };
    expect(facets(bare, "room", "B02-105")).toEqual(["PHY-101-Lec1"]);
  });
});

describe("colourKey", () => {
  it("colours a room by department and everything else by course", () => {
    expect(colourKey(meeting, "room").name).toBe("Physics");
    expect(colourKey(meeting, "cohort").name).toBe("PHY-101 Foundations of Physics");
  });

  it("colours by course where there is no department", () => {
    expect(colourKey({ ...meeting, department: null }, "room").id).toBe("k");
  });
});
