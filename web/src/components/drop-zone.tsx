"use client";
import { FileUp } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

interface DropZoneProps {
  onFile: (file: File) => void;
  title: string;
  /** Which files are taken. */
  formats: string;
  pick: string;
  /** Endings that the browser's dialogue offers, such as ".csv,.xlsx". */
  accept?: string;
}

/** Where a file is dropped or picked. */
export function DropZone({ onFile, title, formats, pick, accept }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => files?.[0] && onFile(files[0]);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cn(
        "flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong bg-surface px-6 py-12 text-center transition-colors",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <span
        aria-hidden
        className="grid size-11 place-items-center rounded-lg border border-line bg-sunken text-faint"
      >
        <FileUp className="size-5" />
      </span>
      <p className="text-sm">
        <span className="font-semibold">{title}</span>
        <span className="block text-muted">{formats}</span>
      </p>
      <Button variant="primary" onClick={() => input.current?.click()}>
        {pick}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        className="sr-only"
        tabIndex={-1}
        aria-label={pick}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
