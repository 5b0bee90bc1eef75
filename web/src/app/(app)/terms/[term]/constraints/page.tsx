import { ConstraintsPage } from "@/features/data/constraints-page";

export default async function Page({ params }: PageProps<"/terms/[term]/constraints">) {
  return <ConstraintsPage {...await params} />;
}
