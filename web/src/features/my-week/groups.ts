import type { ChangedClass } from "@/api/types";

/**
 * A class that is gone and one that is new, where a course has one of each, are one change: of
 * the group. It is told as the new class, with the place of the old one.
 */
export function withGroups(changes: readonly ChangedClass[]): ChangedClass[] {
  const only = (kind: ChangedClass["kind"], course: string) => {
    const found = changes.filter((each) => each.kind === kind && each.course.id === course);
    return found.length === 1 ? found[0] : undefined;
  };
  return changes.flatMap((change) => {
    const gone = only("cancelled", change.course.id);
    const come = only("new", change.course.id);
    // A lecture does not take the place of a lab.
    const isLike = gone?.before?.length_minutes === come?.after?.length_minutes;
    if (!gone || !come || !isLike) return [change];
    if (change === gone) return [];
    return [change === come ? { ...come, before: gone.before } : change];
  });
}
