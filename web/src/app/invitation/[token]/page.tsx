import { getVisitor } from "@/api/session";
import { InvitationPage } from "@/features/login/invitation-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("login.invitation.title");

export default async function Page({ params }: PageProps<"/invitation/[token]">) {
  const visitor = await getVisitor();
  const email = visitor.state === "signed-in" ? visitor.me.user.email : null;
  return <InvitationPage token={(await params).token} visitor={email} />;
}
