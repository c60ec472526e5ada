/** The scratch file of the walkthrough: its text, and where each step's code stands in it. */

export const STEPS = ["run", "change", "stop", "error", "history"] as const;
export type Step = (typeof STEPS)[number];

/** The editor's tab shows this line. */
const TITLE = "// vm-lsp scratch file";

const HEADINGS: Readonly<Record<Step, string>> = {
  run: "// 1. Run a line",
  change: "// 2. Change it and run it again",
  stop: "// 3. Stop a loop",
  error: "// 4. See an error",
  history: "// 5. Find it in the history",
};

/** Lines are short: the walkthrough stands beside it. */
export const SCRATCH = `${TITLE}
// Nothing here runs unless you ask.

${HEADINGS.run}: Ctrl+Enter,
// on a Mac ⌘+Enter.
'hello'.toUpperCase()

${HEADINGS.change}:
// make the 2 a 3.
const double = 21 * 2

${HEADINGS.stop}: run it, then
// press the red square above.
for (let round = 0; ; round++) {}

${HEADINGS.error}: run both lines,
// and hover over what is underlined.
const city = person => person.home.city
city({ name: 'Ada' })

${HEADINGS.history}: search
// it for the word \`city\`.
`;

/** Whether a text is the scratch file, perhaps with a person's changes in it. */
export function isScratch(text: string): boolean {
  return text.startsWith(TITLE);
}

/** Returns the lines of a step's code, from 0: the first one and the one after its last. */
export function linesOfStep(text: string, step: Step): { readonly start: number; readonly end: number } {
  const lines = text.split(/\r\n|\r|\n/);
  const heading = lines.findIndex((line) => line.startsWith(HEADINGS[step]));
  if (heading < 0) return { start: 0, end: 0 };
  const code = lines.findIndex((line, index) => index > heading && !line.startsWith("//"));
  const start = code < 0 ? lines.length - 1 : code;
  const blank = lines.findIndex((line, index) => index >= start && line.trim() === "");
  return { start, end: blank < 0 ? lines.length : blank };
}
