import type { components } from "@/api/schema";
import { hoursShown } from "@/lib/week/hours";

type Use = components["schemas"]["Use"];

export interface RoomHours {
  days: number[];
  hours: number[];
  /** The share of all rooms that is in use, from 0 to 1. */
  shareAt: (day: number, hour: number) => number;
  /** Of the week's hours in which anything is taught. */
  mean: number;
  busiest: { day: number; hour: number; share: number } | null;
}

/** Rooms in use as shares of all, over the hours between the first and the last in use. */
export function roomHours({ rooms, hours }: Pick<Use, "rooms" | "hours">): RoomHours {
  const share = new Map(
    hours.map((each) => [`${each.day}-${each.hour}`, each.rooms / Math.max(1, rooms)]),
  );
  const shareAt = (day: number, hour: number) => share.get(`${day}-${hour}`) ?? 0;
  const cells = hours.map(({ day, hour }) => ({ day, hour, share: shareAt(day, hour) }));
  return {
    ...hoursShown(hours),
    shareAt,
    mean: cells.reduce((sum, each) => sum + each.share, 0) / Math.max(1, cells.length),
    busiest: cells.reduce<RoomHours["busiest"]>(
      (best, each) => (best && best.share >= each.share ? best : each),
      null,
    ),
  };
}
