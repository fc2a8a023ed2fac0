import { escapeHtml } from './escape.ts';
import type { XyChart } from './xy-chart.ts';

/** A part of a report: shown or left out as a whole. */
export type Section = {
  /** One line, the title of the fold or a heading: our own words only, for it is not escaped as Markdown. */
  title: string;
  /** Markdown, already safe. */
  body: string;
  /** Shown unfolded, because a reader must not miss it. */
  open: boolean;
  /** The charts whose Mermaid text stands in `body`, so that other renderers can draw them. */
  charts: readonly XyChart[];
};

/** A fold. The blank lines make GitHub read the inside as Markdown. */
export function foldSection(section: Section): string {
  return [
    `<details${section.open ? ' open' : ''}>`,
    `<summary><b>${escapeHtml(section.title)}</b></summary>`,
    '',
    section.body,
    '',
    '</details>',
  ].join('\n');
}

/** The section under a heading, for pages that have room. */
export function headSection(section: Section, level: number): string {
  return `${'#'.repeat(level)} ${section.title}\n\n${section.body}`;
}

export type Fitted = { markdown: string; shown: readonly Section[]; dropped: readonly Section[] };

/**
 * Joins a head and sections to at most `limit` characters (or what `sizeOf` counts). What does not fit is left out
 * whole, from the end, never cut inside a table or a fence, and named in a notice.
 */
export function fitSections(
  head: string,
  sections: readonly Section[],
  options: {
    limit: number;
    show: (section: Section) => string;
    elsewhere: string;
    sizeOf?: (text: string) => number;
  },
): Fitted {
  const { sizeOf = (text: string) => text.length } = options;
  const shown: Section[] = [];
  const dropped: Section[] = [];
  // Room for the notice, should one be needed.
  let room = options.limit - sizeOf(head) - 400;
  for (const section of sections) {
    const size = sizeOf(options.show(section)) + 2;
    if (size <= room) {
      shown.push(section);
      room -= size;
    } else {
      dropped.push(section);
    }
  }
  const notice = dropped.length
    ? [`_Left out to stay within GitHub's limit: ${titles(dropped)}. ${options.elsewhere}_`]
    : [];
  const parts = [...(head === '' ? [] : [head]), ...shown.map(options.show), ...notice];
  return { markdown: parts.join('\n\n'), shown, dropped };
}

function titles(sections: readonly Section[]): string {
  return sections.map(({ title }) => title.split(':')[0]).join(', ');
}
