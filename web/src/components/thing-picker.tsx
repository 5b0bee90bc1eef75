"use client";
import { Combobox } from "@base-ui/react/combobox";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Check, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { thingsQuery, type Thing, type ThingKind } from "@/api/things";
import { controlClass } from "@/components/ui/input";
import { popupClass } from "@/components/ui/popup";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/cn";
import { useDebounced } from "@/lib/use-debounced";

interface ThingPickerProps {
  kind: ThingKind;
  term: string;
  /** Null where none is picked on purpose, undefined where nothing is picked yet. */
  value: Thing | null | undefined;
  onChange: (thing: Thing | null) => void;
  /** Words of the entry that picks none; without them one must be picked. */
  none?: string;
  /** Words where nothing is picked. */
  placeholder?: string;
  /** Open from the start, for editing in place. */
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
}

const NONE = "none";

/** Picks one thing out of any number, by typing a part of its name. */
export function ThingPicker({
  kind,
  term,
  value,
  onChange,
  none,
  placeholder,
  className,
  ...open
}: ThingPickerProps) {
  const t = useTranslations("things");
  const [search, setSearch] = useState("");
  const settled = useDebounced(search);
  const { data, isFetching } = useQuery({
    ...thingsQuery(kind, term, settled),
    placeholderData: keepPreviousData,
  });
  const found = data ?? [];
  const items = none && !search ? [{ id: NONE, name: none }, ...found] : found;
  return (
    <Combobox.Root
      items={items}
      filter={null}
      value={value ?? null}
      defaultOpen={open.defaultOpen}
      onOpenChange={(next) => open.onOpenChange?.(next)}
      onValueChange={(thing: Thing | null) =>
        thing && onChange(thing.id === NONE ? null : thing)
      }
      itemToStringLabel={(thing: Thing) => thing.name}
      isItemEqualToValue={(a: Thing, b: Thing) => a.id === b.id}
      inputValue={search}
      onInputValueChange={(text, { reason }) => reason !== "item-press" && setSearch(text)}
      onOpenChangeComplete={(isOpen) => !isOpen && setSearch("")}
    >
      <Combobox.Trigger
        aria-label={placeholder ?? t(`pick.${kind}`)}
        className={cn(
          controlClass,
          "flex w-full items-center justify-between gap-2 text-left data-popup-open:border-accent",
          className,
        )}
      >
        <span className={cn("truncate", !value && "text-faint")}>
          {value?.name ?? (value === null ? none : null) ?? placeholder ?? t(`pick.${kind}`)}
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup
            aria-label={t(`pick.${kind}`)}
            className={cn(popupClass, "flex w-80 max-w-[calc(100vw-2rem)] flex-col")}
          >
            <div className="relative border-b border-line p-1.5">
              <Combobox.Input
                placeholder={t(`search.${kind}`)}
                aria-label={t(`search.${kind}`)}
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
                  className="flex cursor-default items-center gap-2 rounded-sm py-1.5 pr-3 pl-2 text-sm outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
                >
                  <span className="size-3.5 shrink-0">
                    <Combobox.ItemIndicator>
                      <Check aria-hidden className="size-3.5" />
                    </Combobox.ItemIndicator>
                  </span>
                  <span className={cn("truncate", thing.id === NONE && "text-muted")}>
                    {thing.name}
                  </span>
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
