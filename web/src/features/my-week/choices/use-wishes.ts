"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { addWish, orderWishes, removeWish, wishesKey, wishesQuery } from "@/api/my";
import type { CourseRequest } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useNotify } from "@/components/ui/toast";

/** The wish one place up (-1) or down (1); the same list at its ends. */
export function moved<T>(list: readonly T[], index: number, step: 1 | -1): T[] {
  const to = index + step;
  if (to < 0 || to >= list.length) return [...list];
  const next = [...list];
  [next[index], next[to]] = [next[to]!, next[index]!];
  return next;
}

/** A student's list for a term, and what one does with it. */
export function useWishes(term: string, student: string) {
  const t = useTranslations("myWeek.choices");
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const query = useQuery(wishesQuery(term, student));
  const wishes = query.data ?? [];
  const key = wishesKey(term);
  const renew = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: key }),
      client.invalidateQueries({ queryKey: ["my", "choices"] }),
    ]);
  const common = {
    scope: { id: "wishes" },
    onSettled: renew,
    onError: (error: unknown) =>
      notify({ tone: "bad", title: t("failed"), description: describe(error) }),
  };
  const adding = useMutation({
    ...common,
    mutationFn: (offering: string) =>
      addWish(student, offering, Math.max(0, ...wishes.map(({ rank }) => rank)) + 1),
  });
  const removing = useMutation({
    ...common,
    mutationFn: (wish: CourseRequest) => removeWish(wish.id),
    onSuccess: (_, wish) =>
      notify({
        title: t("removed", { name: wish.course.name }),
        action: { label: t("add"), onClick: () => adding.mutate(wish.offering) },
      }),
  });
  const ordering = useMutation({
    ...common,
    mutationFn: (next: CourseRequest[]) => orderWishes(next.map(({ id }) => id)),
    // The list moves at once; what the server says comes after.
    onMutate: async (next) => {
      await client.cancelQueries({ queryKey: key });
      client.setQueryData(
        wishesQuery(term, student).queryKey,
        next.map((wish, index) => ({ ...wish, rank: index + 1 })),
      );
    },
  });
  return { query, wishes, adding, removing, ordering };
}
