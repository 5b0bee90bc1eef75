import { expect, test } from "vitest";
import { rendered } from "@/components/rendered";
import type { Meeting } from "@/lib/week/meeting";
import { OFF, type Look } from "./look";
import { MeetingBundle } from "./meeting-bundle";
import { sampleMeeting } from "./samples";

const meeting = (class_id: string, code: string) =>
  sampleMeeting({ class_id, course: { id: code, code, name: code } });

/** Whether the names of PHY, which has two groups, and of CHE are struck out. */
function struck(...off: string[]) {
  const meetings = [meeting("g1", "PHY"), meeting("g2", "PHY"), meeting("c", "CHE")];
  const block = { meetings, start: 540, end: 600 };
  const look = {
    view: "cohort",
    firstDay: null,
    colourOf: () => 1,
    isOff: ({ class_id }: Meeting) => off.includes(class_id),
    selected: null,
    onSelect: () => {},
  } as Look;
  const markup = rendered(
    <MeetingBundle block={block as never} day={0} look={look} tabbable />,
  );
  return ["PHY", "CHE"].filter((code) => markup.includes(`<span class="${OFF}">${code}<`));
}

test("a course of which one group is held is not struck out, whichever group is off", () => {
  expect(struck()).toEqual([]);
  expect(struck("g1")).toEqual([]);
  expect(struck("g2")).toEqual([]);
});

test("a course of which no group is held is struck out, and only that course", () => {
  expect(struck("g1", "g2")).toEqual(["PHY"]);
  expect(struck("g2", "c")).toEqual(["CHE"]);
});
