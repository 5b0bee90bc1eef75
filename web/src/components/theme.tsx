"use client";
import { createContext, use, useState, type ReactNode } from "react";
import { applyTheme, type Theme } from "@/lib/theme";

const ThemeContext = createContext<[Theme, (theme: Theme) => void]>(["system", () => {}]);

export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  return <ThemeContext value={[theme, choose]}>{children}</ThemeContext>;
}

/** The chosen theme and how to change it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return use(ThemeContext);
}
