import type { Execution } from "../contract";
import type { Calendar } from "./calendar";
import { askedFor, fileNameOf, folderOf } from "./runs";

/** The history as a tree: days, the files of a day, the runs of a file. Each level is newest first. */

export interface DayNode {
  readonly kind: "day";
  readonly id: string;
  readonly title: string;
  readonly open: boolean;
  readonly children: readonly (FileNode | RunNode)[];
}

export interface FileNode {
  readonly kind: "file";
  readonly id: string;
  readonly title: string;
  /** Its folder. */
  readonly detail: string;
  readonly uri: string;
  readonly children: readonly RunNode[];
}

export interface RunNode {
  readonly kind: "run";
  readonly id: string;
  readonly run: Execution;
}

/** A row that does something. */
export interface ActionNode {
  readonly kind: "action";
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  readonly command: string;
}

export type HistoryNode = DayNode | FileNode | RunNode | ActionNode;

export interface OutlineOptions {
  readonly calendar: Calendar;
  readonly now: Date;
  /** Makes ids its own, so that a search does not inherit what was folded before. */
  readonly key: string;
  /** Whether all runs are of one file, which then needs no level. */
  readonly oneFile: boolean;
  /** Whether older days are unfolded too. */
  readonly allOpen: boolean;
}

/** Returns the days of some runs, which come newest first. */
export function outline(runs: readonly Execution[], options: OutlineOptions): DayNode[] {
  const { calendar, now, key, oneFile, allOpen } = options;
  const days = grouped(runs, (run) => calendar.dayOf(askedFor(run)));
  return [...days].map(([day, ofDay], index) => {
    const id = `${key}|${day}`;
    const children = oneFile ? ofDay.map((run) => runNode(id, run)) : files(id, ofDay);
    return { kind: "day", id, title: calendar.titleOf(day, now), open: allOpen || index === 0, children };
  });
}

function files(day: string, runs: readonly Execution[]): FileNode[] {
  return [...grouped(runs, (run) => run.uri ?? "")].map(([uri, ofFile]) => {
    const id = `${day}|${uri}`;
    const [newest] = ofFile;
    const [title, detail] = newest ? [fileNameOf(newest), folderOf(newest)] : ["", ""];
    return { kind: "file", id, title, detail, uri, children: ofFile.map((run) => runNode(id, run)) };
  });
}

function runNode(parent: string, run: Execution): RunNode {
  return { kind: "run", id: `${parent}|${run.id}`, run };
}

/** Groups come in the order in which their first item does. */
function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
