"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, unwrap } from "@/api/client";
import type { Thing } from "@/api/things";
import { useErrorText } from "@/components/error-text";
import { ThingPicker } from "@/components/thing-picker";
import { Chip } from "@/components/ui/chip";

/** Classes that one answer holds at most: more than any course or instructor has. */
const MOST = 500;

type Of = "course" | "instructor";

async function classesOf(term: string, of: Of, id: string): Promise<Thing[]> {
  const query = { term, [of]: id, page_size: MOST, ordering: "name" };
  const page = await unwrap(api.GET("/api/v1/classes/", { params: { query } }));
  return page.results.map(({ id, name }) => ({ id, name }));
}

/** The classes that a constraint is about, in its order: one by one, or all of somebody's. */
export function Members({
  term,
  value,
  onChange,
}: {
  term: string;
  value: readonly Thing[];
  onChange: (classes: Thing[]) => void;
}) {
  const t = useTranslations("data.constraint");
  const describe = useErrorText();
  const add = (classes: readonly Thing[]) => {
    const known = new Set(value.map(({ id }) => id));
    onChange([...value, ...classes.filter(({ id }) => !known.has(id))]);
  };
  const all = useMutation({
    mutationFn: ({ of, id }: { of: Of; id: string }) => classesOf(term, of, id),
    onSuccess: add,
  });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">
        {t("members", { count: value.length })}
      </legend>
      <ol className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto empty:hidden">
        {value.map((cls, index) => (
          <Chip
            key={cls.id}
            removing={{
              label: t("without", { name: cls.name }),
              onRemove: () => onChange(value.toSpliced(index, 1)),
            }}
          >
            {cls.name}
          </Chip>
        ))}
      </ol>
      <div className="grid gap-2">
        <ThingPicker
          kind="class"
          term={term}
          value={null}
          placeholder={t("addClass")}
          onChange={(cls) => cls && add([cls])}
        />
        {(["course", "instructor"] as const).map((of) => (
          <ThingPicker
            key={of}
            kind={of}
            term={term}
            value={null}
            placeholder={t(`addAll.${of}`)}
            onChange={(thing) => thing && all.mutate({ of, id: thing.id })}
          />
        ))}
      </div>
      {all.isError && (
        <p role="alert" className="text-sm text-bad">
          {describe(all.error)}
        </p>
      )}
      {all.data?.length === 0 && (
        <p role="status" className="text-sm text-caution">
          {t("noClasses")}
        </p>
      )}
    </fieldset>
  );
}
