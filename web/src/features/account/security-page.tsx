"use client";
import { AccountPage } from "./account-page";
import { PasswordCard } from "./password-card";
import { SecondFactorCard } from "./second-factor-card";
import { SessionsCard } from "./sessions-card";

/** Password, second factor, and where one is signed in. */
export function SecurityPage() {
  return (
    <AccountPage tab="security">
      <PasswordCard />
      <SecondFactorCard />
      <SessionsCard />
    </AccountPage>
  );
}
