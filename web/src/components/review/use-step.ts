"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNotify } from "@/components/ui/toast";

/** A step of a timetable's review: says that it is done, and has everything shown anew. */
export function useStep<Input>({
  step,
  done,
  onDone,
  onError,
}: {
  step: (input: Input) => Promise<unknown>;
  done: (input: Input) => string;
  onDone?: () => void;
  /** Where the step's own place does not say what went wrong. */
  onError?: (error: Error) => void;
}) {
  const notify = useNotify();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: step,
    onError,
    onSuccess: async (_, input) => {
      onDone?.();
      notify({ tone: "good", title: done(input) });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["timetables"] }),
        queries.invalidateQueries({ queryKey: ["approvals"] }),
        queries.invalidateQueries({ queryKey: ["terms"] }),
      ]);
    },
  });
}
