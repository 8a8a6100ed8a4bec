// Tasks of the type `bind-plugin`: checking a folder once, or whenever files change; with this package's own command line.

import {
  ProcessExecution,
  Task,
  type TaskDefinition,
  TaskRevealKind,
  type TaskScope,
  tasks,
  type WorkspaceFolder,
  workspace,
} from "vscode";
import type { Part } from "./extension-context.ts";

const type = "bind-plugin";

/** The commands there are tasks for, each with what is said of it where tasks are picked. */
const details = {
  check: "reports plugins, wrappers and directives that have drifted apart",
  watch: "checks again whenever files change",
} as const;

type CheckCommand = keyof typeof details;

/** As the manifest has it. */
interface CheckDefinition extends TaskDefinition {
  readonly command: CheckCommand;
  readonly paths?: readonly string[];
}

export const checkTasks: Part = ({ context: { extensionPath } }) =>
  tasks.registerTaskProvider(type, {
    provideTasks: () =>
      (workspace.workspaceFolders ?? []).flatMap((folder) =>
        (Object.keys(details) as CheckCommand[]).map((command) =>
          checkTask(extensionPath, folder, { type, command }),
        ),
      ),
    resolveTask: ({ definition, scope }) =>
      scope !== undefined && isCheck(definition) ? checkTask(extensionPath, scope, definition) : undefined,
  });

function isCheck(definition: TaskDefinition): definition is CheckDefinition {
  return Object.hasOwn(details, definition["command"]);
}

function checkTask(
  root: string,
  scope: WorkspaceFolder | TaskScope.Global | TaskScope.Workspace,
  definition: CheckDefinition,
): Task {
  const { command, paths = [] } = definition;
  // The editor's own Node, as which its program runs when it is told to.
  const execution = new ProcessExecution(
    process.execPath,
    [`${root}/dist/bind-plugin.cjs`, command, ...paths],
    { env: { ELECTRON_RUN_AS_NODE: "1" }, ...(typeof scope === "object" ? { cwd: scope.uri.fsPath } : {}) },
  );
  const isWatch = command === "watch";
  // No matchers: what the tasks find is shown by the server already, and would be shown twice.
  const task = new Task(definition, scope, command, type, execution, []);
  task.detail = details[command];
  task.isBackground = isWatch;
  task.presentationOptions = { reveal: isWatch ? TaskRevealKind.Silent : TaskRevealKind.Always };
  return task;
}
