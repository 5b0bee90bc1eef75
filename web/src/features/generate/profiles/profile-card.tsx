"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Profile } from "@/api/types";
import { useProfileName } from "@/components/profile-name";
import { Select } from "@/components/ui/select";
import { Slider } from "@/components/ui/slider";
import { variantColor } from "@/components/variant-color";
import { AIMS, isEmpty, OWN, reweighed, shareOf } from "./weights";

const MOST = 60;
const STEP = 1;

/** What one variant cares for: a usual profile, or weights moved by their bars. */
export function ProfileCard({
  index,
  profile,
  usual,
  onChange,
}: {
  /** From 1, as variants are counted. */
  index: number;
  profile: Profile;
  usual: readonly Profile[];
  onChange: (profile: Profile) => void;
}) {
  const t = useTranslations("generate.profiles");
  const jobs = useTranslations("jobs");
  const profileName = useProfileName();
  const id = useId();
  const name = jobs("variant", { index });
  const known = usual.map((one) => one.name);
  const names = known.includes(profile.name) ? known : [...known, OWN];
  return (
    <section
      aria-label={name}
      className="flex flex-col gap-2 rounded-md border border-line bg-raised p-3"
    >
      <div className="flex items-center gap-2">
        <span
          aria-hidden
          className="size-2.5 shrink-0 rounded-full"
          style={{ background: variantColor(index) }}
        />
        <Select
          aria-label={t("of", { name })}
          value={profile.name}
          onChange={(next) => {
            const chosen = usual.find((one) => one.name === next);
            if (chosen) onChange(chosen);
          }}
          options={names.map((each) => ({ value: each, label: profileName(each) }))}
          className="min-w-0 grow"
        />
      </div>
      <ul className="flex flex-col gap-1">
        {AIMS.map((aim) => (
          <li key={aim} className="grid grid-cols-[8.5rem_1fr_2.75rem] items-center gap-2">
            <label htmlFor={`${id}-${aim}`} className="truncate text-xs text-muted">
              {t(`aims.${aim}`)}
            </label>
            <Slider
              id={`${id}-${aim}`}
              max={Math.max(MOST, profile.weights[aim] ?? 0)}
              step={STEP}
              value={profile.weights[aim] ?? 0}
              onChange={(value) => onChange(reweighed(profile, usual, aim, value))}
            />
            <span className="text-right text-xs text-muted tabular-nums">
              {t("share", { share: shareOf(profile, aim) })}
            </span>
          </li>
        ))}
      </ul>
      {isEmpty(profile) && (
        <p role="alert" className="text-xs text-bad">
          {t("empty")}
        </p>
      )}
    </section>
  );
}
