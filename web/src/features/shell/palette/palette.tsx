"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useErrorText } from "@/components/error-text";
import { popupClass } from "@/components/ui/popup";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/cn";
import { useDebounced } from "@/lib/use-debounced";
import { step, type Entry } from "./entries";
import { useEntries } from "./use-entries";

export interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  term: string | undefined;
}

/** Finds any page, timetable, class, person or room by a part of its name. */
export function Palette({ open, onOpenChange, term }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-60 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          className={cn(
            popupClass,
            "fixed inset-x-2 top-2 z-60 flex max-h-[calc(100dvh-16px)] flex-col overflow-hidden sm:inset-x-auto sm:top-[12dvh] sm:left-1/2 sm:max-h-[70dvh] sm:w-150 sm:-translate-x-1/2",
          )}
        >
          <Finder term={term} onDone={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const optionId = (index: number) => `palette-${index}`;

function Finder({ term, onDone }: { term: string | undefined; onDone: () => void }) {
  const t = useTranslations("shell.palette");
  const describe = useErrorText();
  const router = useRouter();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const isEager = useRef(false);
  const settled = useDebounced(search);
  const { entries, isSearching, isOld, error } = useEntries(term, settled);
  const isCurrent = settled === search && !isOld;
  const active = Math.max(
    0,
    entries.findIndex(({ key }) => key === chosen),
  );
  const current = entries[active];

  const go = (to: Entry) => {
    onDone();
    router.push(to.path);
  };
  // Enter that came before what was typed was found leads there as soon as it is.
  useEffect(() => {
    if (!isCurrent || !isEager.current) return;
    isEager.current = false;
    if (current) go(current);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    if (by !== null) {
      event.preventDefault();
      const next = step(entries.length, active, by);
      setChosen(entries[next]?.key ?? null);
      document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (current && (isCurrent || current.key === chosen)) go(current);
      else isEager.current = !isCurrent;
    }
  };
  const groups = [...Map.groupBy(entries, ({ group }) => group)];
  return (
    <>
      <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <input
          role="combobox"
          aria-label={t("title")}
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={current ? optionId(active) : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("placeholder")}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setChosen(null);
            isEager.current = false;
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-faint"
        />
        {isSearching && <Spinner className="text-faint" />}
      </div>
      <div
        id="palette-list"
        role="listbox"
        aria-label={t("found")}
        className="min-h-0 overflow-y-auto overscroll-contain p-1.5"
      >
        {groups.map(([group, members]) => (
          <div key={group} role="group" aria-label={t(`groups.${group}`)}>
            <div aria-hidden className="px-2 pt-2 pb-1 text-xs font-medium text-faint">
              {t(`groups.${group}`)}
            </div>
            {members.map((entry) => {
              const index = entries.indexOf(entry);
              return (
                <div
                  key={entry.key}
                  id={optionId(index)}
                  role="option"
                  aria-selected={index === active}
                  onPointerMove={({ movementX, movementY }) => {
                    // What moves under a resting mouse is no choice of another entry.
                    if (movementX || movementY) setChosen(entry.key);
                  }}
                  onClick={() => go(entry)}
                  className="flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-2 py-1.5 text-sm aria-selected:bg-hover pointer-coarse:min-h-11"
                >
                  <span className="min-w-0 truncate">{entry.name}</span>
                  {entry.note && (
                    <span className="ml-auto min-w-0 shrink truncate text-xs text-faint">
                      {entry.note}
                    </span>
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p role="status" className="px-4 text-sm text-muted not-empty:py-3">
        {error ? describe(error) : entries.length === 0 && !isSearching && t("nothing")}
      </p>
    </>
  );
}
