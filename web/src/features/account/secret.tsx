"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { controlClass } from "@/components/ui/input";
import { cn } from "@/lib/cn";

/** A text to take along, with a button that copies it. Several lines stay several. */
export function Secret({ label, text }: { label: string; text: string }) {
  const t = useTranslations("account.secret");
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without the right to write there, at least all of it is marked.
      if (box.current) window.getSelection()?.selectAllChildren(box.current);
    }
  };
  return (
    <div className="flex flex-col gap-1.5">
      <p id={id} className="text-sm font-medium">
        {label}
      </p>
      <div className="flex items-start gap-2">
        <div
          ref={box}
          role="textbox"
          aria-readonly
          aria-multiline
          aria-labelledby={id}
          tabIndex={0}
          className={cn(
            controlClass,
            "h-auto min-h-8 bg-sunken py-1.5 font-mono break-all whitespace-pre-line select-all pointer-coarse:h-auto",
          )}
        >
          {text}
        </div>
        <Button onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span role="status">{t(isCopied ? "copied" : "copy")}</span>
        </Button>
      </div>
    </div>
  );
}
