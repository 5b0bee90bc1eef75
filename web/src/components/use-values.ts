"use client";
import { useState, type FormEvent } from "react";

/**
 * A form whose inputs keep their own values. They are sent once they satisfy their attributes
 * (required, type …); else `unsound` names those that do not, and the first gets the focus.
 */
export function useValues(send: (values: Record<string, string>) => void) {
  const [unsound, setUnsound] = useState<string[]>([]);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const wrong = [...form.querySelectorAll<HTMLInputElement>("input, textarea")].filter(
      (input) => !input.checkValidity(),
    );
    setUnsound(wrong.map((input) => input.name));
    if (wrong[0]) return wrong[0].focus();
    send(Object.fromEntries(new FormData(form)) as Record<string, string>);
  };
  return { unsound, form: { noValidate: true, onSubmit } };
}
