"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { controlClass } from "@/components/ui/input";
import { popupClass } from "@/components/ui/popup";
import { Spinner } from "@/components/ui/spinner";
import type { View } from "@/components/week/view";
import { cn } from "@/lib/cn";
import { useDebounced } from "@/lib/use-debounced";
import { useThings, type Thing } from "./things";

interface ThingPickerProps {
  view: View;
  term: string;
  value: Thing | null;
  onChange: (thing: Thing) => void;
}

/** Picks whose week is shown, out of any number, by typing a part of the name. */
export function ThingPicker({ view, term, value, onChange }: ThingPickerProps) {
  const t = useTranslations("timetable");
  const [search, setSearch] = useState("");
  const settled = useDebounced(search);
  const { data, isFetching } = useThings(view, term, settled);
  const items = data ?? [];
  return (
    <Combobox.Root
      items={items}
      filter={null}
      value={value}
      onValueChange={(thing: Thing | null) => thing && onChange(thing)}
      itemToStringLabel={(thing: Thing) => thing.name}
      isItemEqualToValue={(a: Thing, b: Thing) => a.id === b.id}
      inputValue={search}
      onInputValueChange={(text, { reason }) => reason !== "item-press" && setSearch(text)}
      onOpenChangeComplete={(open) => !open && setSearch("")}
    >
      <Combobox.Trigger
        aria-label={t(`pick.${view}`)}
        className={cn(
          controlClass,
          "flex w-full items-center justify-between gap-2 text-left data-popup-open:border-accent md:w-64",
        )}
      >
        <span className={cn("truncate", !value && "text-faint")}>
          {value?.name ?? t(`pick.${view}`)}
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup
            aria-label={t(`pick.${view}`)}
            className={cn(popupClass, "flex w-80 max-w-[calc(100vw-2rem)] flex-col")}
          >
            <div className="relative border-b border-line p-1.5">
              <Combobox.Input
                placeholder={t(`search.${view}`)}
                aria-label={t(`search.${view}`)}
                className={cn(controlClass, "border-transparent bg-sunken")}
              />
              {isFetching && <Spinner className="absolute top-1/2 right-4 -mt-2 text-faint" />}
            </div>
            <Combobox.Empty className="text-center text-sm text-muted not-empty:p-4">
              {!isFetching && t("nothingFound")}
            </Combobox.Empty>
            <Combobox.List className="max-h-80 overflow-y-auto overscroll-contain p-1 outline-none empty:hidden">
              {(thing: Thing) => (
                <Combobox.Item
                  key={thing.id}
                  value={thing}
                  className="flex cursor-default items-center gap-2 rounded-sm py-1.5 pr-3 pl-2 text-sm outline-none select-none data-highlighted:bg-hover pointer-coarse:py-2.5"
                >
                  <span className="size-3.5 shrink-0">
                    <Combobox.ItemIndicator>
                      <Check aria-hidden className="size-3.5" />
                    </Combobox.ItemIndicator>
                  </span>
                  <span className="truncate">{thing.name}</span>
                  {thing.note && (
                    <span className="ml-auto min-w-0 shrink truncate pl-3 text-xs text-faint">
                      {thing.note}
                    </span>
                  )}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
