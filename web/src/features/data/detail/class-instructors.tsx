"use client";
import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
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
  write,
}: {
  cls: Class;
  term: string;
  editable: boolean;
  write: (written: { instructor_ids: string[] }) => Promise<unknown>;
}) {
  const t = useTranslations("data.detail");
  const notify = useNotify();
  const describe = useErrorText();
  const writing = useMutation({
    mutationFn: (instructors: readonly Thing[]) =>
      write({ instructor_ids: instructors.map(({ id }) => id) }),
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
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
                busy={writing.isPending}
                onClick={() => writing.mutate(instructors.filter(({ id }) => id !== person.id))}
              >
                <X aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editable && !writing.isPending && (
        <ThingPicker
          kind="instructor"
          term={term}
          value={null}
          placeholder={t("addInstructor")}
          className="mt-2"
          onChange={(thing) => {
            if (thing && !instructors.some(({ id }) => id === thing.id))
              writing.mutate([...instructors, thing]);
          }}
        />
      )}
    </Section>
  );
}
