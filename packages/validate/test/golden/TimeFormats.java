import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which texts java.time takes for which pattern, strictly: java TimeFormats.java > time-formats.json
 *
 * The texts are dates printed with the pattern, and those with one character less, more or other. Years are written u:
 * the strict resolver would ask y for an era. Numbers of open width (d, H) are not lengthened by zeros: the JDK reads
 * 0005 as a day, which is refused here.
 */
public class TimeFormats {
  static final String[] PATTERNS = {
    "uuuu-MM-dd", "uuuuMMdd", "dd.MM.uuuu", "d.M.uuuu", "dd/MM/uu", "uuuu-DDD", "uuuuDDD", "D/uuuu",
    "EEE, d MMM uuuu", "EEEE, dd MMMM uuuu", "d-LLL-uuuu", "uuuu-MM-dd DDD",
    "uuuuMMddHHmmss", "uuuuMMddHHmmssSSS", "uuuu-MM-dd HH:mm:ss.SSS", "uuuu-MM-dd'T'HH:mm:ss.S",
    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS", "uuuu-MM-dd'T'HH:mm[:ss[.SSS]]", "d.M.uuuu H:m:s",
    "uuuu-MM-dd HH:mm:ssX", "uuuu-MM-dd HH:mm:ssXX", "uuuu-MM-dd'T'HH:mm:ssXXX", "uuuu-MM-dd HH:mm:ssxx",
    "uuuu-MM-dd'T'HH:mm[XXX]", "EEE, dd MMM uuuu HH:mm:ss Z", "[dd/MM/uuuu][MM-dd-uuuu]",
    "HH:mm", "H:mm:ss", "hh:mm a", "h 'o''clock' a", "HHmmss.SS",
  };
  static final String[] INSTANTS = {
    "2026-01-05T01:02:03.004+01:00", "2024-12-31T23:59:59.987654321Z", "2026-11-15T12:11:12.123-09:30",
    "2024-02-29T00:00:00Z",
  };
  static final int TEXTS = 60;

  public static void main(String[] arguments) {
    List<String> lines = new ArrayList<>();
    for (String pattern : PATTERNS) {
      DateTimeFormatter formatter =
          DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
      List<String> texts = new ArrayList<>(textsOf(formatter));
      List<String> accepted = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (int i = 0; i < texts.size(); i += Math.max(1, texts.size() / TEXTS)) {
        (accepts(formatter, texts.get(i)) ? accepted : refused).add(quote(texts.get(i)));
      }
      lines.add(" " + quote(pattern) + ": {\n  \"accepted\": " + accepted + ",\n  \"refused\": " + refused + "\n }");
    }
    System.out.println("{\n" + String.join(",\n", lines) + "\n}");
  }

  static Set<String> textsOf(DateTimeFormatter formatter) {
    Set<String> texts = new LinkedHashSet<>();
    for (String instant : INSTANTS) {
      String text = formatter.format(OffsetDateTime.parse(instant));
      texts.add(text);
      texts.add(" " + text);
      texts.add(text + " ");
      texts.add(text.toLowerCase(Locale.ROOT));
      texts.add(text.toUpperCase(Locale.ROOT));
      for (int i = 0; i < text.length(); i++) {
        String before = text.substring(0, i);
        String after = text.substring(i + 1);
        texts.add(before + after);
        if (!Character.isDigit(text.charAt(i))) continue;
        // Years of nanoseconds end in 2262 in many engines, DuckDB among them: the year stays.
        boolean isYear = formatter.toString().contains("NanoOfSecond,9,9") && i < 4;
        for (char digit : isYear ? new char[0] : "0139".toCharArray()) texts.add(before + digit + after);
        texts.add(before + text.charAt(i) + "1" + after);
      }
      for (String day : new String[] {"Mon", "Tue", "Friday"}) texts.add(text.replaceAll("^[A-Z][a-z]+(?=,)", day));
    }
    return texts;
  }

  static boolean accepts(DateTimeFormatter formatter, String text) {
    try {
      formatter.parse(text);
      return true;
    } catch (java.time.DateTimeException refusal) {
      return false;
    }
  }

  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
