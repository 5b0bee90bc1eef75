"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { availabilityQuery } from "@/api/my";
import { termQuery } from "@/api/terms";
import { useSession } from "@/components/session";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { MyPage } from "../my-page";
import { HoursEditor } from "./hours-editor";

/** What an instructor says about the own hours of a term. */
export function HoursPage() {
  const t = useTranslations("myWeek.hours");
  const { me, terms } = useSession();
  const [picked, setPicked] = useState<string | null>(null);
  const instructor = me.membership?.instructor?.id;
  const term = terms.find(({ id }) => id === picked) ?? terms[0];
  return (
    <MyPage
      title={t("title")}
      actions={
        terms.length > 1 &&
        instructor && (
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
      {instructor && term ? (
        <Loaded key={term.id} instructor={instructor} term={term.id} />
      ) : (
        <EmptyState
          icon={<CalendarOff />}
          title={t("notYou.title")}
          description={t("notYou.text")}
        />
      )}
    </MyPage>
  );
}

function Loaded({ instructor, term: id }: { instructor: string; term: string }) {
  const term = useQuery(termQuery(id));
  const availability = useQuery(availabilityQuery(instructor));
  const error = term.error ?? availability.error;
  if (error) {
    const retry = () => Promise.all([term.refetch(), availability.refetch()]);
    return <ErrorState error={error} onRetry={retry} />;
  }
  if (!term.data || !availability.data) {
    return (
      <div role="status" className="flex flex-col gap-4">
        <Skeleton className="h-5 w-96 max-w-full" />
        <Skeleton className="h-96" />
      </div>
    );
  }
  return (
    <HoursEditor
      key={availability.data.version}
      instructor={instructor}
      term={term.data}
      availability={availability.data}
    />
  );
}
