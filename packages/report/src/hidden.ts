/** The pictures that Unicode has of what begins at U+0000, and of a space. */
const PICTURES = 0x2400;
const SPACE = '\u2423';

/**
 * A value of the data with what nobody sees in it made visible, as it is often what is wrong: spaces at its ends or in
 * rows as `␣`, tabs and line breaks as their pictures, and every other blank or control character as `U+00A0`.
 */
export function showHidden(value: string): string {
  return value
    .replace(/^ +| +$| {2,}/g, (spaces) => SPACE.repeat(spaces.length))
    .replace(/(?! )[\s\p{Cc}\p{Cf}\p{Zs}]|\u034f|\u115f|\u1160|\u3164|\uffa0|\u2800/gu, showOne);
}

function showOne(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
