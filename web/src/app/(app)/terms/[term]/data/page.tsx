import { redirect } from "next/navigation";

export default async function Page({ params }: PageProps<"/terms/[term]/data">) {
  redirect(`/terms/${(await params).term}/data/courses`);
}
