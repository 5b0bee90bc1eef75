"use client";
import { Popover } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type CSSProperties } from "react";
import { popupClass } from "@/components/ui/popup";
import { cn } from "@/lib/cn";
import type { Block } from "@/lib/week/layout";
import { clock, clockRange, type Meeting } from "@/lib/week/meeting";
import { OFF, slotKey, type Look } from "./look";
import { facets } from "./view";
import { useMeetingWords } from "./words";
import styles from "./week-grid.module.css";

interface MeetingBundleProps {
  block: Block<Meeting>;
  day: number;
  look: Look;
  tabbable: boolean;
}

const colourOf = (look: Look, meeting: Meeting) => `var(--color-cat-${look.colourOf(meeting)})`;

/** Classes that share a place in the grid, as electives and groups do: opens the list of them. */
export function MeetingBundle({ block, day, look, tabbable }: MeetingBundleProps) {
  const t = useTranslations("week");
  const words = useMeetingWords(look.firstDay);
  const [open, setOpen] = useState(false);
  const { meetings } = block;
  const courses = [
    ...new Map(meetings.map((meeting) => [meeting.course.id, meeting])).values(),
  ];
  const isDimmed = (meeting: Meeting) => look.isDimmed?.(meeting) ?? false;
  /** Whether no meeting of the course is held here: some groups may be off, others not. */
  const isCourseOff = (id: string) =>
    meetings.every((meeting) => meeting.course.id !== id || look.isOff?.(meeting));
  const time = `${clock(block.start)}–${clock(block.end)}`;
  const label = t("together", {
    count: meetings.length,
    kind: courses.length === 1 ? "groups" : "classes",
  });
  return (
    <Popover.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Popover.Trigger
        data-meeting={slotKey(day, meetings[0]!)}
        data-selected={
          meetings.some((meeting) => meeting.class_id === look.selected) || undefined
        }
        className={cn(styles.block, styles.bundle)}
        style={
          {
            "--stripes": stripes(courses.map((meeting) => colourOf(look, meeting))),
            opacity: meetings.every(isDimmed) ? 0.3 : undefined,
          } as CSSProperties
        }
        tabIndex={tabbable ? 0 : -1}
      >
        <span className={cn(styles.text, "text-xs")}>
          <span className="flex items-center gap-1 font-semibold text-ink">
            <span className="truncate">{label}</span>
            <ChevronDown
              aria-hidden
              className={cn(styles.chevron, "size-3 shrink-0 text-faint")}
            />
          </span>
          <span className={styles.codes} data-count={courses.length}>
            {courses.map((meeting) => (
              <span key={meeting.course.id} className={cn(isDimmed(meeting) && "opacity-30")}>
                <span
                  aria-hidden
                  className={styles.dot}
                  style={{ background: colourOf(look, meeting) }}
                />
                <span className={cn(isCourseOff(meeting.course.id) && OFF)}>
                  {words.title(meeting)}
                </span>
                {look.marksOf?.(meeting)}{" "}
                <span className={styles.where}>{words.room(meeting)} </span>
              </span>
            ))}
          </span>
          <span className="sr-only">
            {words.days.name(day)}, {time}
          </span>
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} collisionPadding={8} className="z-50">
          <Popover.Popup
            className={cn(
              popupClass,
              "flex max-h-[min(28rem,80dvh)] w-80 flex-col outline-none",
            )}
          >
            <Popover.Title className="border-b border-line px-3 py-2 text-sm font-semibold">
              {label}
              <span className="ml-2 font-normal text-faint tabular-nums">
                {words.days.name(day)} {time}
              </span>
            </Popover.Title>
            <ul className="overflow-y-auto overscroll-contain p-1">
              {meetings.map((meeting) => (
                <li key={meeting.class_id}>
                  <BundleRow
                    meeting={meeting}
                    look={look}
                    onPick={(byKeys) => {
                      setOpen(false);
                      if (byKeys && look.onPickUp) look.onPickUp(meeting);
                      else look.onSelect(meeting);
                    }}
                  />
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function BundleRow({
  meeting,
  look,
  onPick,
}: {
  meeting: Meeting;
  look: Look;
  onPick: (byKeys: boolean) => void;
}) {
  const words = useMeetingWords(look.firstDay);
  const room = words.room(meeting);
  const title = words.title(meeting);
  const others = facets(meeting, look.view, room).filter((fact) => fact !== room);
  const weeks = meeting.weeks.includes("0") ? words.weeks(meeting.weeks) : null;
  return (
    <button
      type="button"
      aria-pressed={meeting.class_id === look.selected}
      onClick={(event) => onPick(event.detail === 0)}
      className="flex w-full gap-2.5 rounded-sm px-2 py-1.5 text-left text-sm hover:bg-hover aria-pressed:bg-pressed"
    >
      <span
        aria-hidden
        className="w-1 shrink-0 rounded-full"
        style={{ background: colourOf(look, meeting) }}
      />
      <span className="min-w-0 flex-1">
        <span className="flex gap-2">
          <span className="flex min-w-0 flex-1 items-center">
            <span className={cn("truncate font-medium", look.isOff?.(meeting) && OFF)}>
              {title}
              {meeting.course.name !== title && ` ${meeting.course.name}`}
            </span>
            {look.marksOf?.(meeting)}
          </span>
          <span className="shrink-0">{room}</span>
        </span>
        <span className="block truncate text-xs text-muted">
          {[clockRange(meeting), words.part(meeting.part), weeks, ...others]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
    </button>
  );
}

/** Colours under each other, the same share of the height each. */
function stripes(colours: string[]): string {
  const share = 100 / colours.length;
  const stops = colours.map(
    (colour, index) => `${colour} ${index * share}% ${(index + 1) * share}%`,
  );
  return `linear-gradient(to bottom, ${stops.join(", ")})`;
}
