"use client";
import { useTranslations } from "next-intl";
import type { Suggestion } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { Spinner } from "@/components/ui/spinner";
import type { Meeting } from "@/lib/week/meeting";
import { usePlaceText } from "./place-text";
import { useReasonText, useSigned } from "@/components/reason-text";
import type { Editor } from "./use-editor";
import type { useSuggestions } from "./use-suggestions";

interface SuggestionsProps {
  editor: Editor;
  meeting: Meeting;
  found: ReturnType<typeof useSuggestions>;
}

/** Other places for a class, the best first; its number on the keyboard takes one. */
export function Suggestions({ editor, meeting, found }: SuggestionsProps) {
  const t = useTranslations("edit.suggestions");
  const describe = useErrorText();
  const suggestions = found.data?.suggestions;
  return (
    <section aria-labelledby="suggestions" className="mt-4">
      <h3 id="suggestions" className="mb-1.5 text-xs font-medium text-faint">
        {t("title")}
      </h3>
      {found.error ? (
        <p className="text-sm text-bad">{describe(found.error)}</p>
      ) : !suggestions ? (
        <p role="status" className="flex items-center gap-2 text-sm text-muted">
          <Spinner /> {t("loading")}
        </p>
      ) : suggestions.length === 0 ? (
        <p className="text-sm text-muted">
          {t(meeting.time_pinned || meeting.room_pinned ? "nonePinned" : "none")}
        </p>
      ) : (
        <ol className="-mx-2 flex flex-col">
          {suggestions.map((suggestion, index) => (
            <li key={index}>
              <SuggestionRow
                number={index + 1}
                suggestion={suggestion}
                of={meeting.class_id}
                disabled={editor.draft.isWriting || !editor.may(meeting)}
                onTake={() => editor.take(meeting, suggestion)}
              />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function SuggestionRow({
  number,
  suggestion: { changes, answer },
  of,
  disabled,
  onTake,
}: {
  number: number;
  suggestion: Suggestion;
  of: string;
  disabled: boolean;
  onTake: () => void;
}) {
  const t = useTranslations("edit.suggestions");
  const grades = useTranslations("edit.grades");
  const place = usePlaceText();
  const signed = useSigned();
  const reasonText = useReasonText();
  const [own, ...others] = changes;
  const worst = answer.created[0];
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onTake}
      className="flex w-full items-start gap-2.5 rounded-sm px-2 py-1.5 text-left text-sm hover:bg-hover disabled:opacity-50 pointer-coarse:min-h-11"
    >
      <kbd className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong font-sans text-xs text-muted">
        {number}
      </kbd>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{own && place(own.place)}</span>
        {others.map((each, index) => (
          <span key={index} className="block text-xs text-muted">
            {t("also", {
              name: each.cls.course?.name || each.cls.name,
              place: place(each.place),
            })}
          </span>
        ))}
        {worst && <span className="block text-xs text-muted">{reasonText(worst, of)}</span>}
      </span>
      <span className="shrink-0 text-right tabular-nums">
        {signed(answer.cost)}
        {answer.hard > 0 && (
          <span className="block text-xs text-bad">
            {grades("breaks", { hard: answer.hard })}
          </span>
        )}
      </span>
    </button>
  );
}
