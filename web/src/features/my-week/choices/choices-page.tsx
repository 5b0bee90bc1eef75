"use client";
import { GraduationCap } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSession } from "@/components/session";
import { Select } from "@/components/ui/select";
import { EmptyState } from "@/components/ui/state";
import { MyPage } from "../my-page";
import { Catalogue } from "./catalogue";
import { WishList } from "./wish-list";

/** What a student would like to take in a term, in order, and what there is to choose from. */
export function ChoicesPage() {
  const t = useTranslations("myWeek.choices");
  const { me, terms } = useSession();
  const [picked, setPicked] = useState<string | null>(null);
  const student = me.membership?.student?.id;
  const term = terms.find(({ id }) => id === picked) ?? terms[0];
  const missing = student ? "none" : "notYou";
  return (
    <MyPage
      title={t("title")}
      actions={
        student &&
        terms.length > 1 && (
          <Select
            aria-label={t("term")}
            className="w-44"
            value={term?.id ?? null}
            onChange={setPicked}
            options={terms.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )
      }
    >
      {student && term ? (
        <div key={term.id} className="flex flex-col gap-5">
          <p className="max-w-prose text-sm text-pretty text-muted">{t("intro")}</p>
          <div className="grid items-start gap-5 lg:grid-cols-[2fr_3fr]">
            <WishList term={term.id} student={student} />
            <Catalogue term={term.id} student={student} />
          </div>
        </div>
      ) : (
        <EmptyState
          icon={<GraduationCap />}
          title={t(`${missing}.title`)}
          description={t(`${missing}.text`)}
        />
      )}
    </MyPage>
  );
}
