"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import type { Thing } from "@/api/things";
import { useErrorText } from "@/components/error-text";
import { ThingPicker } from "@/components/thing-picker";
import { Button } from "@/components/ui/button";
import { useNotify } from "@/components/ui/toast";
import { Section } from "./section";

type Class = components["schemas"]["ClassDetail"];

/** Who teaches a class, and the way to change it. */
export function ClassInstructors({
  cls,
  term,
  editable,
}: {
  cls: Class;
  term: string;
  editable: boolean;
}) {
  const t = useTranslations("data.detail");
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const write = useMutation({
    mutationFn: (instructors: readonly Thing[]) =>
      unwrap(
        api.PATCH("/api/v1/classes/{id}/", {
          params: { path: { id: cls.id } },
          body: { instructor_ids: instructors.map(({ id }) => id), version: cls.version },
        }),
      ),
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["data", "classes"] }),
  });
  const { instructors } = cls;
  if (!editable && instructors.length === 0) return null;
  return (
    <Section title={t("instructors")}>
      <ul className="flex flex-col text-sm">
        {instructors.map((person) => (
          <li
            key={person.id}
            className="flex min-h-9 items-center justify-between gap-2 border-b border-line"
          >
            <span className="truncate">{person.name}</span>
            {editable && (
              <Button
                variant="ghost"
                size="icon"
                aria-label={t("takeOff", { name: person.name })}
                busy={write.isPending}
                onClick={() => write.mutate(instructors.filter(({ id }) => id !== person.id))}
              >
                <X aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editable && !write.isPending && (
        <ThingPicker
          kind="instructor"
          term={term}
          value={null}
          placeholder={t("addInstructor")}
          className="mt-2"
          onChange={(thing) => {
            if (thing && !instructors.some(({ id }) => id === thing.id))
              write.mutate([...instructors, thing]);
          }}
        />
      )}
    </Section>
  );
}
