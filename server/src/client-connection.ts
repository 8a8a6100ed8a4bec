// The connection to the client, and the end of this process when the client's has ended.

import { type Connection, createConnection, type WatchDog } from "vscode-languageserver";
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
} from "vscode-languageserver/node";

/** Milliseconds between two looks at the client's process. */
const interval = 3000;

/** On the channel to the process that forked this one, or on standard input and output. */
export function connectToClient(isForked: boolean): Connection {
  const dog = watchDog();
  if (isForked) {
    const [reader, writer] = [new IPCMessageReader(process), new IPCMessageWriter(process)];
    return createConnection(
      (logger) => createProtocolConnection(reader, writer, logger),
      dog,
      ProposedFeatures.all,
    );
  }
  const { stdin, stdout } = process;
  for (const event of ["end", "close"]) stdin.on(event, () => endOf(dog));
  return createConnection(
    (logger) => createProtocolConnection(stdin, stdout, logger),
    dog,
    ProposedFeatures.all,
  );
}

/** Ends this process when the client's is gone, though not for being another user's, as the library's own would. */
export function watchDog(): WatchDog {
  const dog: WatchDog = {
    shutdownReceived: false,
    initialize({ processId }) {
      if (typeof processId !== "number") return;
      setInterval(() => {
        if (!isRunning(processId)) endOf(dog);
      }, interval);
    },
    exit: (code) => process.exit(code),
  };
  return dog;
}

function endOf({ exit, shutdownReceived }: WatchDog): void {
  exit(shutdownReceived ? 0 : 1);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
