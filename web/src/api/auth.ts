import { ApiError } from "@/api/errors";
import { request } from "@/api/http";

const AUTH = "/_allauth/browser/v1/auth";

/** @throws ApiError with the codes of the login, like email_password_mismatch. */
export async function signIn(email: string, password: string): Promise<void> {
  await request("POST", `${AUTH}/login`, { email, password });
}

export async function signOut(): Promise<void> {
  try {
    await request("DELETE", `${AUTH}/session`);
  } catch (error) {
    // The headless API answers 401, "not authenticated", to a logout that worked.
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
}
