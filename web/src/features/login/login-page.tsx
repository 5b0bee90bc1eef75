import { useTranslations } from "next-intl";
import { Logo } from "@/components/logo";
import { LoginForm } from "./login-form";

export function LoginPage({ next }: { next: string }) {
  const t = useTranslations("login");
  return (
    <main className="grid min-h-dvh place-items-center p-5">
      <div className="w-full max-w-90">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo className="size-10" />
          <div>
            <h1 className="text-xl font-semibold tracking-tight">{t("title")}</h1>
            <p className="mt-1 text-sm text-muted">{t("subtitle")}</p>
          </div>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6 shadow-low">
          <LoginForm next={next} />
        </div>
      </div>
    </main>
  );
}
