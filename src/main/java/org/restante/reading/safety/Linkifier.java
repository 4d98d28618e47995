package org.restante.reading.safety;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Puts a text into an element and makes links of the addresses in it. Text only ever becomes a text
 * node or an attribute's value, never markup.
 */
final class Linkifier {

    private static final int MOST_LINKS = 5_000;

    // Every repetition is possessive or bounded, so that no text takes more than linear time.
    private static final Pattern CANDIDATE =
            Pattern.compile(
                    "(?i)(?<![\\p{L}\\p{N}])https?://[^\\s<>\"\\p{Cntrl}]{1,2000}+"
                            + "|(?<![\\p{L}\\p{N}.@/-])www\\.[^\\s<>\"\\p{Cntrl}]{1,2000}+"
                            + "|(?<![\\w.%+-])(?:mailto:)?[\\w.%+-]{1,64}+"
                            + "@(?:[\\p{L}\\p{N}-]{1,63}+\\.){1,8}[\\p{L}]{2,24}+");
    private static final String TRAILING = ".,;:!?'\"*_>]}";

    private int links;

    void append(String text, Element to) {
        Matcher found = CANDIDATE.matcher(text);
        int done = 0;
        while (links < MOST_LINKS && found.find()) {
            String shown = withoutTrailing(found.group());
            String url = target(shown);
            if (url == null) {
                continue;
            }
            addText(text.substring(done, found.start()), to);
            addLink(shown, url, to);
            done = found.start() + shown.length();
        }
        addText(text.substring(done), to);
    }

    /** A sentence's full stop and the bracket around an address do not belong to it. */
    private static String withoutTrailing(String found) {
        int end = found.length();
        long unclosed =
                found.chars().filter(c -> c == '(').count()
                        - found.chars().filter(c -> c == ')').count();
        while (end > 0) {
            char last = found.charAt(end - 1);
            boolean closesTooMuch = last == ')' && unclosed < 0;
            if (TRAILING.indexOf(last) < 0 && !closesTooMuch) {
                break;
            }
            unclosed += closesTooMuch ? 1 : 0;
            end--;
        }
        return found.substring(0, end);
    }

    private static @Nullable String target(String shown) {
        String lower = shown.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http") || lower.startsWith("mailto:")) {
            return Urls.link(shown);
        }
        return Urls.link((lower.startsWith("www.") ? "http://" : "mailto:") + shown);
    }

    private static void addText(String text, Element to) {
        if (!text.isEmpty()) {
            to.appendChild(new TextNode(visible(text)));
        }
    }

    private void addLink(String shown, String url, Element to) {
        links++;
        Element link = to.appendElement("a");
        link.attr("href", url);
        link.attr("target", "_blank");
        link.attr("rel", "noopener noreferrer nofollow");
        link.attr("referrerpolicy", "no-referrer");
        String readable = Urls.withAsciiHost(url);
        if (!readable.equals(url)) {
            link.attr("title", readable);
        }
        addText(shown, link);
    }

    private static String visible(String text) {
        var kept = new StringBuilder(text.length());
        text.chars()
                .filter(c -> c >= ' ' || c == '\n' || c == '\t')
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }
}
