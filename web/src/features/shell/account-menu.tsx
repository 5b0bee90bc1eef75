"use client";
import { useMutation } from "@tanstack/react-query";
import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { signOut } from "@/api/auth";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { useTheme } from "@/components/theme";
import { Menu, MenuChoice, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { useNotify } from "@/components/ui/toast";
import { loadPage } from "@/lib/load-page";
import { runsPlatform } from "@/lib/roles";
import { THEMES } from "@/lib/theme";

const THEME_ICONS = { system: <Monitor />, light: <Sun />, dark: <Moon /> };

/** Who one is, the theme, and the way out. */
export function AccountMenu({ compact }: { compact?: boolean }) {
  const t = useTranslations("shell");
  const { me } = useSession();
  const [theme, setTheme] = useTheme();
  const notify = useNotify();
  const describe = useErrorText();
  const leaving = useMutation({
    mutationFn: signOut,
    // A full load, so that nothing of this person's data stays in memory.
    onSuccess: () => loadPage("/login"),
    onError: (error) =>
      notify({ tone: "bad", title: t("signOutFailed"), description: describe(error) }),
  });

  const name = me.user.name || me.user.email;
  const initial = (
    <span
      aria-hidden
      className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink uppercase"
    >
      {name.slice(0, 1)}
    </span>
  );
  return (
    <Menu
      side={compact ? "bottom" : "top"}
      align={compact ? "end" : "start"}
      className="w-56"
      trigger={
        compact ? (
          <button
            type="button"
            aria-label={t("account", { name })}
            className="grid size-9 place-items-center rounded-full pointer-coarse:size-11"
          >
            {initial}
          </button>
        ) : (
          <button
            type="button"
            className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left transition-colors hover:bg-pressed/60 data-popup-open:bg-pressed/60"
          >
            {initial}
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm leading-4.5 font-medium">{name}</span>
              {me.membership && (
                <span className="block truncate text-xs text-faint">
                  {t(`roles.${me.membership.role}`)}
                </span>
              )}
            </span>
            <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
          </button>
        )
      }
    >
      <div className="px-2 pt-1.5 pb-1">
        <div className="truncate text-sm font-medium">{name}</div>
        <div className="truncate text-xs text-faint">{me.user.email}</div>
      </div>
      <MenuSeparator />
      <MenuLink href="/account">{t("yourAccount")}</MenuLink>
      {runsPlatform(me.membership?.role) && (
        <MenuLink href="/platform">{t("platform")}</MenuLink>
      )}
      <MenuSeparator />
      <MenuChoice
        label={t("theme")}
        value={theme}
        onChange={setTheme}
        options={THEMES.map((value) => ({
          value,
          label: t(`themes.${value}`),
          icon: THEME_ICONS[value],
        }))}
      />
      <MenuSeparator />
      <MenuItem onClick={() => leaving.mutate()}>
        <LogOut />
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}
