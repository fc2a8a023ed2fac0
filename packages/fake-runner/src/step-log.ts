import { type Command, commandNames, parseCommand } from './commands.ts';
import type { Masks } from './masks.ts';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** What GitHub shows next to the step and, with `file`, at the line of a change. */
export type Annotation = {
  readonly level: AnnotationLevel;
  readonly message: string;
  readonly title: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly endLine: number | undefined;
};

/** GitHub shows this many annotations of each level per step and drops the rest. */
export const annotationsPerLevel = 10;

/** Follows the output of one step line by line, as the runner does: commands act, the rest is the log. */
export class StepLog {
  readonly annotations: Annotation[] = [];
  /** Annotations GitHub would not show: beyond ten of one level. */
  readonly dropped: Annotation[] = [];
  readonly groups: string[] = [];
  readonly lines: string[] = [];
  readonly debugLines: string[] = [];
  /** A command made the step fail (unsafe commands are errors, not advice). */
  failed = false;
  readonly #masks: Masks;
  #resumeToken: string | undefined;

  constructor(masks: Masks) {
    this.#masks = masks;
  }

  line(text: string): void {
    const command = parseCommand(text, this.#resumeToken);
    if (this.#resumeToken !== undefined) {
      if (command?.name === this.#resumeToken) this.#resumeToken = undefined;
      this.#print(text);
      return;
    }
    if (command === undefined) this.#print(text);
    else this.#obey(command);
  }

  annotate(level: AnnotationLevel, message: string, properties: Command['properties'] = {}): void {
    const annotation: Annotation = {
      level,
      message: this.#masks.hide(message),
      title: properties.title,
      file: properties.file,
      line: toNumber(properties.line),
      endLine: toNumber(properties.endLine),
    };
    const shown = this.annotations.filter((other) => other.level === level).length;
    (shown < annotationsPerLevel ? this.annotations : this.dropped).push(annotation);
    this.#print(`##[${level}]${message}`);
  }

  #obey(command: Command): void {
    const name = command.name.toLowerCase();
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.annotate(name, command.data, command.properties);
        break;
      case 'debug':
        this.debugLines.push(this.#masks.hide(command.data));
        break;
      case 'group':
        this.groups.push(this.#masks.hide(command.data));
        this.#print(`##[group]${command.data}`);
        break;
      case 'endgroup':
        this.#print('##[endgroup]');
        break;
      case 'add-mask':
        this.#mask(command.data);
        break;
      case 'stop-commands':
        this.#stop(command.data);
        break;
      case 'set-env':
      case 'add-path':
        this.#refuse(`The \`${name}\` command is disabled. Please upgrade to using Environment Files.`);
        break;
      case 'set-output':
      case 'save-state':
        // The runner still obeys with a warning; an action of this repository has no reason to use them.
        this.#refuse(`The \`${name}\` command is deprecated. Please upgrade to using Environment Files.`);
        break;
      default:
        break; // echo and problem matchers change what a person sees, not what a test can read.
    }
  }

  #mask(secret: string): void {
    if (secret.trim() !== '') this.#masks.add(secret);
    else this.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
  }

  #stop(token: string): void {
    if (token === '' || commandNames.has(token.toLowerCase())) {
      this.#refuse(`Invoked ::stop-commands:: with an unsafe token: '${token}'`);
      return;
    }
    this.#resumeToken = token;
    this.#print(`::stop-commands::${token}`);
  }

  #refuse(message: string): void {
    this.failed = true;
    this.annotate('error', message);
  }

  #print(text: string): void {
    this.lines.push(this.#masks.hide(text));
  }
}

function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
