/**
 * A script for a page in a browser: the texts of each figure that cross another one or leave their figure, in words.
 * For tests. Tilted texts are compared in the direction that they are written in.
 */
export const findCrossings = `(() => {
  const corners = (text) => {
    const { x, y, width, height } = text.getBBox();
    const matrix = text.getScreenCTM();
    const points = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]];
    return { angle: Math.atan2(matrix.b, matrix.a), points: points.map(([px, py]) => [
      matrix.a * px + matrix.c * py + matrix.e, matrix.b * px + matrix.d * py + matrix.f]) };
  };
  const boxOf = (points, angle) => {
    const turned = points.map(([x, y]) => [
      x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)]);
    const [xs, ys] = [0, 1].map((i) => turned.map((point) => point[i]));
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  };
  // The box of a text is higher than its letters.
  const cross = (a, b) => {
    const angle = Math.abs(a.angle - b.angle) < 0.01 ? a.angle : 0;
    const [one, other] = [boxOf(a.points, angle), boxOf(b.points, angle)];
    return Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5 &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3;
  };
  return [...document.querySelectorAll('svg.pm')].flatMap((figure) => {
    const name = figure.getAttribute('aria-label');
    const frame = figure.getBoundingClientRect();
    const texts = [...figure.querySelectorAll('text')].filter((text) => text.textContent.trim() !== '')
      .map((text) => ({ words: text.textContent, ...corners(text) }));
    const outside = texts.filter(({ points }) => {
      const box = boxOf(points, 0);
      return box.left < frame.left - 0.5 || box.right > frame.right + 0.5 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
    }).map(({ words }) => name + ': "' + words + '" leaves the figure');
    const crossing = texts.flatMap((a, i) => texts.slice(i + 1).filter((b) => cross(a, b))
      .map((b) => name + ': "' + a.words + '" crosses "' + b.words + '"'));
    return [...outside, ...crossing];
  });
})()`;
