import { ConstraintsPage } from "@/features/data/constraints-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("data.entities.constraints.title");

export default async function Page({ params }: PageProps<"/terms/[term]/constraints">) {
  return <ConstraintsPage {...await params} />;
}
