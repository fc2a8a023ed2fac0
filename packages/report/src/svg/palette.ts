/** Okabe and Ito's palette: told apart by readers with any colour vision; shapes and words repeat every colour. */
const light = {
  ink: '#1f2328',
  paper: '#ffffff',
  candidate: '#0072b2',
  'candidate-area': '#9ec5e8',
  baseline: '#a34f00',
  'baseline-area': '#e9c29b',
  pass: '#0072b2',
  fail: '#c04000',
  muted: '#59636e',
  grid: '#d1d9e0',
} as const;
type Name = keyof typeof light;
const dark: Readonly<Record<Name, string>> = {
  ink: '#f0f6fc',
  paper: '#0d1117',
  candidate: '#56b4e9',
  'candidate-area': '#1b4a6b',
  baseline: '#e69f00',
  'baseline-area': '#5c4000',
  pass: '#56b4e9',
  fail: '#ff8a4c',
  muted: '#9198a1',
  grid: '#3d444d',
};
const FONTS = '-apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif';

/** The colours of figures in a page, light and dark as the reader prefers. */
export const figureCss = `
svg.pm { max-width: 100%; height: auto; font: 12px ${FONTS}; color: var(--ink); ${variables(light)} }
svg.pm text { white-space: pre; }
@media screen and (prefers-color-scheme: dark) {
  svg.pm { ${variables(dark)} }
}`;

/**
 * An image as a file of its own. It goes into slides, mails and converters, which know no style sheets: each colour is
 * written out, on paper of its own.
 */
export function svgFile(figure: string): string {
  const fonts = FONTS.replaceAll('"', "'");
  const colored = figure
    .replace(/(?<==")var\(--([a-z-]+)\)(?=")/g, (all, name: string) => light[name as Name] ?? all)
    .replaceAll('="currentColor"', `="${light.ink}"`);
  return `${colored
    .replace('<svg class="pm"', `<svg font-family="${fonts}" font-size="12"`)
    .replace('</desc>', `</desc>\n<rect width="100%" height="100%" fill="${light.paper}" />`)}\n`;
}

function variables(colors: Readonly<Record<Name, string>>): string {
  return Object.entries(colors)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ');
}
