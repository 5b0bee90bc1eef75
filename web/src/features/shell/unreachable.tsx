"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ApiError } from "@/api/errors";
import { ErrorState } from "@/components/ui/error-state";

/** The whole page where the application server does not answer. */
export function Unreachable() {
  const router = useRouter();
  const [, startTransition] = useTransition();
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        error={new ApiError(502, "server_unreachable", "")}
        onRetry={() => startTransition(() => router.refresh())}
      />
    </main>
  );
}
