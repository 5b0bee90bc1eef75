"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { NextStep } from "@/api/auth";
import { loadPage } from "@/lib/load-page";
import { CodeForm } from "./code-form";
import { Door } from "./door";
import { LoginForm } from "./login-form";

interface LoginPageProps {
  /** Where to go on to, a path of this site. */
  next: string;
  /** True where the password was given before, and the second factor is still missing. */
  isHalfway: boolean;
}

/** Address and password, then a code where the account has a second factor. */
export function LoginPage({ next, isHalfway }: LoginPageProps) {
  const t = useTranslations("login");
  const [asksCode, setAsksCode] = useState(isHalfway);
  // A full load, so that the page is drawn by the server for who just came in.
  const onStep = (step: NextStep) => (step === "done" ? loadPage(next) : setAsksCode(true));
  return asksCode ? (
    <Door title={t("code.title")} subtitle={t("code.subtitle")}>
      <CodeForm onDone={() => loadPage(next)} onLeft={() => setAsksCode(false)} />
    </Door>
  ) : (
    <Door title={t("title")} subtitle={t("subtitle")}>
      <LoginForm next={next} onStep={onStep} />
    </Door>
  );
}
