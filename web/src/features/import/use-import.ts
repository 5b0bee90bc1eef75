"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { Term } from "@/api/types";
import { upload } from "@/api/upload";

interface Import {
  file: File;
  name: string;
}

/** Sends a file to become a term; `share` of it has gone out, then the server reads it. */
export function useImport() {
  const router = useRouter();
  const [share, setShare] = useState(0);
  const controller = useRef<AbortController>(null);
  const mutation = useMutation({
    mutationFn: async ({ file, name }: Import) => {
      setShare(0);
      controller.current = new AbortController();
      const form = new FormData();
      form.set("file", file);
      if (name.trim()) form.set("name", name.trim());
      const { signal } = controller.current;
      const term = await upload("/api/v1/imports/", form, { onProgress: setShare, signal });
      return term as Term;
    },
    // The frame around the page lists the terms.
    onSuccess: () => router.refresh(),
  });
  return { ...mutation, share, cancel: () => controller.current?.abort(new Cancelled()) };
}

/** The reader's own wish, so no error to show. */
export class Cancelled extends Error {}
