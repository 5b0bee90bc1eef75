"use client";
import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";
import { loginPath } from "@/api/query-client";

/** Leads to the login page, and from there back to the page one came for. */
export function SignedOut() {
  const router = useRouter();
  const pathname = usePathname();
  useEffect(() => router.replace(loginPath(pathname)), [router, pathname]);
  return null;
}
