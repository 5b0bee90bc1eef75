import { notFound } from "next/navigation";
import { getVisitor } from "@/api/session";

/** A term that is not there, or not one's own, has no pages. */
export default async function Layout({ params, children }: LayoutProps<"/terms/[term]">) {
  const { term } = await params;
  const visitor = await getVisitor();
  if (visitor.state === "signed-in" && !visitor.terms.some((each) => each.id === term))
    notFound();
  return children;
}
