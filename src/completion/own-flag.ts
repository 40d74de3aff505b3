/** A flag that stands before the command, as help shows it (`-e, --environment NAME`), and its help. */
export type OwnFlag = readonly [flag: string, help: string];
