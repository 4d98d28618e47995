package org.restante.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** Every pair of colours that must be told apart, by WCAG 2.2 (1.4.3, 1.4.11), light and dark. */
class ContrastTests {
    private static final double TEXT = 4.5;
    private static final double GRAPHICS = 3;

    private static final Pattern TOKEN =
            Pattern.compile(
                    "--([a-z0-9-]+): (?:light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)"
                            + "|(#[0-9a-f]{6}));");

    private static final List<String> TEXTS =
            List.of(
                    "ink on surface",
                    "ink on canvas",
                    "ink on raised",
                    "ink on hover",
                    "ink on select",
                    "ink-2 on surface",
                    "ink-2 on canvas",
                    "ink-2 on surface-2",
                    "ink-2 on sunken",
                    "ink-2 on hover",
                    "ink-2 on select",
                    "ink-3 on surface",
                    "ink-3 on canvas",
                    "ink-3 on hover",
                    "ink-3 on select",
                    "ink-3 on raised",
                    "accent on surface",
                    "accent on accent-soft",
                    "on-accent on accent",
                    "on-accent on accent-hover",
                    "link on surface",
                    "ok on ok-soft",
                    "warn on warn-soft",
                    "danger on surface",
                    "danger on danger-soft",
                    "on-danger on danger",
                    "info on info-soft",
                    "on-toast on toast",
                    "toast-link on toast",
                    "blue on blue-bg",
                    "violet on violet-bg",
                    "amber on amber-bg",
                    "rose on rose-bg",
                    "green on green-bg");

    private static final List<String> MARKS =
            List.of(
                    "line-strong on surface",
                    "line-strong on canvas",
                    "focus on surface",
                    "focus on canvas",
                    "focus on select",
                    "flag on surface",
                    "live on surface");

    private final Map<String, List<String>> colours = colours();

    @Test
    void textCanBeRead() {
        assertThat(tooFaint(TEXTS, TEXT)).isEmpty();
    }

    @Test
    void marksCanBeSeen() {
        assertThat(tooFaint(MARKS, GRAPHICS)).isEmpty();
    }

    private List<String> tooFaint(List<String> pairs, double least) {
        List<String> faint = new ArrayList<>();
        for (String pair : pairs) {
            String[] names = pair.split(" on ");
            assertThat(colours).as("tokens.css").containsKeys(names);
            for (int i = 0; i < 2; i++) {
                double contrast =
                        contrast(colours.get(names[0]).get(i), colours.get(names[1]).get(i));
                if (contrast < least) {
                    faint.add("%s, %s: %.2f".formatted(pair, i == 0 ? "light" : "dark", contrast));
                }
            }
        }
        return faint;
    }

    private static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Map<String, List<String>> colours() {
        Map<String, List<String>> colours = new HashMap<>();
        Matcher token = TOKEN.matcher(tokens());
        while (token.find()) {
            colours.put(
                    token.group(1),
                    token.group(4) == null
                            ? List.of(token.group(2), token.group(3))
                            : List.of(token.group(4), token.group(4)));
        }
        return colours;
    }

    private static String tokens() {
        try {
            return new ClassPathResource("static/css/tokens.css")
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
